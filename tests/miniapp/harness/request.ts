import type { WxOptions, WxWork } from './types'

/**
 * `wx.request` that really calls a server: whatever host the build names, the call goes to `origin()`. As in WeChat
 * an HTTP error is an answer; only a call without an answer fails.
 */
export const requestOf =
  (origin: () => string): WxWork =>
  async (options: WxOptions) => {
    const { pathname, search } = new URL(String(options.url))
    const method = String(options.method ?? 'GET').toUpperCase()
    let answer: Response
    try {
      answer = await fetch(origin() + pathname + search, {
        method,
        headers: (options.header ?? {}) as Record<string, string>,
        ...(options.data !== undefined && method !== 'GET' ? { body: JSON.stringify(options.data) } : {}),
        signal: AbortSignal.timeout(Number(options.timeout ?? 60_000)),
      })
    } catch {
      throw { errMsg: 'fail connect ECONNREFUSED' }
    }
    const text = await answer.text()
    const json = answer.headers.get('content-type')?.includes('json')
    return {
      statusCode: answer.status,
      header: Object.fromEntries(answer.headers),
      data: json && text ? (JSON.parse(text) as unknown) : text,
    }
  }
