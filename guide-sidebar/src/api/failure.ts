import type { ApiError } from '../../../server/api'

/**
 * A refused or failed call. `code` is the server's, or `network`, `timeout` or `bad_answer` when no proper
 * answer came; `message` is Chinese and may be shown.
 */
export class ApiFailure extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly status = 0,
    readonly requestId?: string,
    /** What the server says beside the code, e.g. `{ storeName }` of `pickup_other_store`. */
    readonly details?: unknown,
  ) {
    super(message)
    this.name = 'ApiFailure'
  }
}

const isApiError = (it: unknown): it is ApiError => {
  const error = (it as Partial<ApiError> | null)?.error
  return typeof error?.code === 'string' && typeof error.message === 'string'
}

/** The failure behind an answer outside 2xx; `body` is what its JSON was, if any. */
export const failureOf = (status: number, body: unknown): ApiFailure =>
  isApiError(body)
    ? new ApiFailure(body.error.code, body.error.message, status, body.error.requestId, body.error.details)
    : new ApiFailure('bad_answer', '服务暂时没有正常回应，请稍后再试', status)

/** What was caught as a failure that can be shown. */
export const asFailure = (error: unknown, text = '没有成功，请再试一次'): ApiFailure =>
  error instanceof ApiFailure ? error : new ApiFailure('unexpected', text)

/** Whether the server may have done it although it did not say so: no answer came, or a broken one. */
export const isUnanswered = ({ status, code }: ApiFailure): boolean =>
  status === 0 || status >= 500 || code === 'bad_answer'
