import type { ErrorTable, Refusal } from './contract'

/** An expected refusal on its way to the edge. */
export class AppError extends Error {
  constructor(
    readonly code: string,
    readonly refusal: Refusal,
    readonly details?: unknown,
  ) {
    // Where a refusal came from is told by its code; the trace would be a good part of what one costs in a burst.
    const { stackTraceLimit } = Error
    Error.stackTraceLimit = 0
    super(`${code}: ${refusal.text}`)
    Error.stackTraceLimit = stackTraceLimit
  }
}

/** Binds `throw fail('code', details)` to the codes a contract declares. */
export const failWith =
  <E extends ErrorTable>(table: E) =>
  (code: Extract<keyof E, string>, details?: unknown): AppError => {
    const refusal = table[code]
    if (!refusal) throw new Error(`undeclared error code ${code}`)
    return new AppError(code, refusal, details)
  }

/** Refusals every route can answer. */
export const commonErrors = {
  request_invalid: { status: 400, text: '请求的内容不对，请检查后再试' },
  sign_in_required: { status: 401, text: '请先登录' },
  not_allowed: { status: 403, text: '没有权限做这件事' },
  route_not_found: { status: 404, text: '没有这个地址' },
  body_too_large: { status: 413, text: '内容太大' },
  body_unreadable: { status: 415, text: '内容格式不对' },
  too_many_requests: { status: 429, text: '操作太频繁，请稍后再试' },
  unavailable: { status: 503, text: '服务正在恢复，请稍后再试' },
} as const satisfies ErrorTable

export const failCommon = failWith(commonErrors)
