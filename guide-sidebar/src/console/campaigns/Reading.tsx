import type { ApiFailure } from '../../api/failure'
import { FailureState } from '../../ui/FailureState'
import { EditorBones } from '../edit/Editor'

/** A page of one campaign while it is read, or where it could not be. */
export const Reading = ({ error, retry }: { error: ApiFailure | undefined; retry: () => void }) =>
  error ? <FailureState failure={error} retry={retry} /> : <EditorBones />
