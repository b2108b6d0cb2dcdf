import type { Context } from 'koa'
import { failCommon } from './errors'

const JSON_LIMIT = 1_000_000
const utf8 = new TextDecoder('utf-8', { fatal: true })

async function readText(ctx: Context, bytes: number): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  // Read on past the limit, so that the sender gets to hear the refusal; one that never ends is cut off.
  for await (const chunk of ctx.req as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size <= bytes) chunks.push(chunk)
    else if (size > 4 * bytes) break
  }
  if (size > bytes) throw failCommon('body_too_large', { limit: bytes })
  try {
    return utf8.decode(Buffer.concat(chunks))
  } catch {
    throw failCommon('body_unreadable', { expected: 'UTF-8' })
  }
}

/** The request body as JSON, at most 1 MB. */
export async function readJson(ctx: Context): Promise<unknown> {
  if (ctx.request.length !== 0 && ctx.request.is('json') === false)
    throw failCommon('body_unreadable', { expected: 'application/json' })
  const text = await readText(ctx, JSON_LIMIT)
  try {
    return text ? JSON.parse(text) : undefined
  } catch {
    throw failCommon('body_unreadable', { expected: 'JSON' })
  }
}

/** The request body as the text it is, for signed callbacks and files. */
export async function readRaw(
  ctx: Context,
  allowed: { bytes: number; types: readonly string[] },
): Promise<string> {
  if (ctx.request.is(...allowed.types) === false)
    throw failCommon('body_unreadable', { expected: allowed.types })
  return readText(ctx, allowed.bytes)
}
