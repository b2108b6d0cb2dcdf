import { request, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { pause } from '../kernel/pause'
import type { Core } from './core'

export type Role = 'guide' | 'person'

const HOP = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

/** Which client opens a page: WeCom for the guide's faces, WeChat for the shopper's. */
export const roleOf = (path: string): Role => (/^\/(sidebar|console)(\/|$)/.test(path) ? 'guide' : 'person')

const cookieOf = (req: IncomingMessage, name: string) =>
  new RegExp(`(?:^|;\\s*)${name}=([A-Za-z0-9_.@-]+)`).exec(req.headers.cookie ?? '')?.[1]

/** Who acts in a page: `?as=`, else what this browser chose before, else the first. */
export function actorOf(core: Core, req: IncomingMessage, url: URL): { role: Role; as: string } {
  const role = roleOf(url.pathname)
  const asked = [url.searchParams.get('as'), cookieOf(req, `sandbox_${role}`) ?? '']
  const known = (id: string | null) =>
    Boolean(id && (role === 'guide' ? core.people.guide(id) : core.people.person(id)))
  const first =
    role === 'guide'
      ? core.currentGuide || core.people.guides()[0]?.userid
      : core.people.persons()[0]?.personId
  return { role, as: asked.find(known) ?? first ?? '' }
}

/** Puts the bridge before every other script of a page. */
export function injectBridge(html: string, { role, as }: { role: Role; as: string }): string {
  const tag = `<script src="/__webview/bridge.js?role=${role}&as=${encodeURIComponent(as)}"></script>`
  const head =
    /<head(\s[^>]*)?>/i.exec(html) ?? /<html(\s[^>]*)?>/i.exec(html) ?? /<!doctype[^>]*>/i.exec(html)
  const at = head ? head.index + head[0].length : 0
  return html.slice(0, at) + tag + html.slice(at)
}

/** A client's webview is not a frame: what would keep the page out of the sandbox's frames is taken off. */
function framed(headers: IncomingMessage['headers']) {
  const open = { ...headers }
  delete open['x-frame-options']
  const policy = open['content-security-policy']
  if (typeof policy === 'string')
    open['content-security-policy'] = policy
      .split(';')
      .filter((rule) => !/^\s*(frame-ancestors|upgrade-insecure-requests)\b/i.test(rule))
      .join(';')
  return open
}

const away = (res: ServerResponse, html: boolean) => {
  res.writeHead(502, { 'content-type': html ? 'text/html; charset=utf-8' : 'application/json' })
  res.end(
    html
      ? '<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="2"><body style="font:15px/24px system-ui;display:grid;place-items:center;height:90vh;color:#565F59">服务还没起来，2 秒后再试'
      : JSON.stringify({ error: { code: 'bad_gateway', message: '服务暂时连不上' } }),
  )
}

/**
 * Reverse proxy of the product that plays the clients' webview: everything passes unchanged and streaming,
 * HTML pages get the bridge. Faults with target `webview` hit here.
 */
export function createWebviewProxy(core: Core, sandboxPort: () => number) {
  const upstream = new URL(core.serverUrl)

  const relocated = (location: string, host: string) => {
    if (!URL.canParse(location)) return location
    const target = new URL(location)
    if (target.host === upstream.host) target.host = host
    else if (Number(target.port) === sandboxPort()) target.hostname = host.split(':')[0] ?? target.hostname
    else return location
    return target.toString()
  }

  return async (req: IncomingMessage, res: ServerResponse) => {
    const url = new URL(req.url ?? '/', 'http://webview')
    const wantsPage = req.method === 'GET' && (req.headers.accept ?? '').includes('text/html')
    const fault = core.faults.take('webview', url.pathname)
    if (fault?.delayMs) await pause(fault.delayMs)
    if (fault?.drop) return void req.socket.destroy()
    if (fault?.http) {
      res.writeHead(fault.http, { 'content-type': 'application/json' })
      return void res.end(JSON.stringify({ error: { code: 'unavailable', message: '服务忙，请稍后再试' } }))
    }

    const headers: Record<string, string | string[] | undefined> = {
      ...req.headers,
      'accept-encoding': 'identity',
      'x-forwarded-host': req.headers.host,
      'x-forwarded-proto': 'http',
      'x-forwarded-for': req.socket.remoteAddress,
    }
    if (wantsPage) {
      delete headers['if-none-match']
      delete headers['if-modified-since']
    }
    const onward = request(
      { hostname: upstream.hostname, port: upstream.port, method: req.method, path: req.url, headers },
      (answer) => {
        const back = framed(answer.headers)
        for (const name of HOP) delete back[name]
        if (back.location) back.location = relocated(back.location, req.headers.host ?? '')
        if (!(answer.headers['content-type'] ?? '').includes('text/html')) {
          res.writeHead(answer.statusCode ?? 502, back)
          return void answer.pipe(res)
        }
        const actor = actorOf(core, req, url)
        const chunks: Buffer[] = []
        answer.on('data', (chunk: Buffer) => chunks.push(chunk))
        answer.on('end', () => {
          const page = Buffer.from(injectBridge(Buffer.concat(chunks).toString('utf8'), actor))
          const cookie = `sandbox_${actor.role}=${actor.as}; Path=/; SameSite=Lax`
          const cookies = [...(back['set-cookie'] ?? []), cookie]
          delete back.etag
          res.writeHead(answer.statusCode ?? 502, {
            ...back,
            'set-cookie': cookies,
            'cache-control': 'no-store',
            'content-length': page.length,
          })
          res.end(req.method === 'HEAD' ? undefined : page)
        })
        answer.on('error', () => res.destroy())
      },
    )
    onward.on('error', () => (res.headersSent ? res.destroy() : away(res, wantsPage)))
    res.on('close', () => res.writableFinished || onward.destroy())
    req.pipe(onward)
  }
}

/** Passes WebSockets through (hot reload of a development server). */
export function createUpgrade(core: Core) {
  const upstream = new URL(core.serverUrl)
  return (req: IncomingMessage, socket: Duplex, head: Buffer) => {
    const onward = request({
      hostname: upstream.hostname,
      port: upstream.port,
      path: req.url,
      headers: req.headers,
    })
    onward.on('upgrade', (answer, peer) => {
      const lines = Object.entries(answer.headers).map(([name, value]) => `${name}: ${String(value)}`)
      socket.write(`HTTP/1.1 101 Switching Protocols\r\n${lines.join('\r\n')}\r\n\r\n`)
      peer.write(head)
      peer.pipe(socket).pipe(peer)
      peer.on('error', () => socket.destroy())
    })
    onward.on('error', () => socket.destroy())
    onward.on('response', () => socket.destroy())
    socket.on('error', () => onward.destroy())
    onward.end()
  }
}
