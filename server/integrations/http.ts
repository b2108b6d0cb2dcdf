/** A call to an outside platform that got no usable answer: network, time-out, 5xx, not the promised shape. */
export class PlatformUnavailable extends Error {}

/** A refusal by the platform itself, with its own code. */
export class PlatformError extends Error {
  constructor(
    readonly platform: 'wechat' | 'wecom',
    readonly api: string,
    readonly code: number,
    readonly text: string,
  ) {
    super(`${platform} ${api} ${code}: ${text}`)
  }
}

export interface PlatformRequest {
  method: 'GET' | 'POST'
  base: string
  path: string
  query: Record<string, string | number | undefined>
  body?: unknown
  timeoutMs?: number
}

/** Sends one request. @throws PlatformUnavailable without an answer in time (default 5 s) or on HTTP 5xx */
export async function send(request: PlatformRequest): Promise<Response> {
  const url = new URL(request.path, request.base)
  for (const [name, value] of Object.entries(request.query))
    if (value !== undefined) url.searchParams.set(name, String(value))
  let response: Response
  try {
    response = await fetch(url, {
      method: request.method,
      ...(request.body === undefined
        ? {}
        : { body: JSON.stringify(request.body), headers: { 'content-type': 'application/json' } }),
      signal: AbortSignal.timeout(request.timeoutMs ?? 5000),
    })
  } catch (error) {
    throw new PlatformUnavailable(`${request.path}: ${String(error)}`)
  }
  if (response.status >= 500) throw new PlatformUnavailable(`${request.path}: HTTP ${response.status}`)
  return response
}
