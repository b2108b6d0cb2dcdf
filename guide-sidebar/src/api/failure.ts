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
    ? new ApiFailure(body.error.code, body.error.message, status, body.error.requestId)
    : new ApiFailure('bad_answer', '服务暂时没有正常回应，请稍后再试', status)
