import { useRef, useState } from 'react'
import { call } from '../../api/client'
import { asFailure, type ApiFailure } from '../../api/failure'
import { useApi } from '../../api/useApi'
import { changed, isMoving, type Change, type Choices } from './tags.rules'

/**
 * A customer's tags and remark. A change is shown at once; when the server refuses it, what stands there is read again
 * and `failure` says why. Changes go one after another, so that the last tap is the last word.
 */
export const useTags = (externalUserId: string) => {
  const params = { externalUserId }
  const { data, error, isValidating, mutate } = useApi(
    'GET /customers/:externalUserId/tags',
    { params },
    isMoving,
  )
  const [failure, setFailure] = useState<ApiFailure>()
  const [pending, setPending] = useState(0)
  const line = useRef<Promise<unknown>>(Promise.resolve())

  const show = (answer: Choices) => mutate({ answer, at: Date.now() }, { revalidate: false })
  /** @returns whether it was written down */
  const write = (work: () => Promise<Choices>): Promise<boolean> => {
    setFailure(undefined)
    setPending((it) => it + 1)
    const mine = line.current
      .then(async () => {
        const answer = await work()
        // A later tap is shown already, and its own answer follows.
        if (line.current === mine) await show(answer)
        return true
      })
      .catch(async (reason: unknown) => {
        setFailure(asFailure(reason, '没有改成，请再试一次'))
        await mutate()
        return false
      })
      .finally(() => setPending((it) => it - 1))
    line.current = mine
    return mine
  }

  return {
    choices: data?.answer,
    at: data?.at ?? 0,
    error,
    isValidating,
    retry: () => void mutate(),
    failure,
    isBusy: pending > 0,
    change: (change: Change) => {
      void mutate((last) => last && { ...last, answer: changed(last.answer, change, Date.now()) }, {
        revalidate: false,
      })
      return write(() =>
        call('POST /customers/:externalUserId/tags', { params, body: { changes: [change] } }),
      )
    },
    make: (groupId: string, name: string) =>
      write(() => call('POST /customers/:externalUserId/tags/new', { params, body: { groupId, name } })),
    setRemark: (remark: string) =>
      write(() => call('PUT /customers/:externalUserId/remark', { params, body: { remark } })),
  }
}
export type Tagging = ReturnType<typeof useTags>
