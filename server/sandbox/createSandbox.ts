import { createReadStream, existsSync, statSync } from 'node:fs'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, resolve } from 'node:path'
import Router from '@koa/router'
import Koa from 'koa'
import { acquisitionRoutes } from './acquisitionApi'
import { adminRoutes } from './admin'
import { appMessageRoutes } from './appMessages'
import { bridgeRoutes } from './bridgeApi'
import { carrierRoutes } from './carriers'
import { corpTagAdminRoutes, corpTagRoutes } from './corpTags'
import { contactWayRoutes } from './contactWayApi'
import { createCore, type SandboxOptions } from './core'
import { externalContactRoutes } from './externalContacts'
import { createFriendships } from './friendships'
import { groupChatRoutes } from './groupChatApi'
import { handoverRoutes } from './handoverApi'
import { massRoutes } from './massApi'
import { momentRoutes } from './momentApi'
import { mediaRoutes } from './mediaApi'
import { oauthRoutes } from './oauth'
import { noticeAdminRoutes, phoneRoutes } from './phoneApi'
import { shippingRoutes } from './shipping'
import { smsRoutes } from './sms'
import { subscribeRoutes } from './subscribe'
import { payAdminRoutes } from './payAdmin'
import { payRefundRoutes } from './payRefunds'
import { payTransactionRoutes } from './payTransactions'
import { createUpgrade, createWebviewProxy } from './webview'
import { wechatRoutes } from './wechat'
import { wecomRoutes } from './wecom'
import { welcomeRoutes } from './welcomeApi'
import { windowRoutes } from './windows'

const TYPES: Record<string, string> = {
  '.html': 'text/html',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
  '.webp': 'image/webp',
}

/** Errors of the admin API and of the bridge; the platforms' own refusals never come this far. */
const plainErrors: Koa.Middleware = async (ctx, next) => {
  try {
    await next()
  } catch (error) {
    const { status = 500, message } = error as { status?: number; message: string }
    ctx.status = error instanceof SyntaxError ? 400 : status
    ctx.body = { error: message }
  }
}

function pages(webDir: string): Koa.Middleware {
  return async (ctx, next) => {
    const file = resolve(webDir, `.${ctx.path === '/' ? '/index.html' : ctx.path}`)
    const found = file.startsWith(`${webDir}/`) && existsSync(file) && statSync(file).isFile()
    if (ctx.method !== 'GET' || !found) return next()
    ctx.type = TYPES[extname(file)] ?? 'application/octet-stream'
    ctx.set('cache-control', 'no-cache')
    ctx.body = createReadStream(file)
  }
}

const notSimulated: Koa.Middleware = (ctx) => {
  ctx.status = 404
  ctx.body = { errcode: 40066, errmsg: `invalid url: ${ctx.method} ${ctx.path} is not simulated` }
}

const listen = (server: Server, port: number, host: string) =>
  new Promise<number>((done, fail) => {
    server.once('error', fail)
    server.listen(port, host, () => done((server.address() as AddressInfo).port))
  })

const close = (server: Server) =>
  new Promise<void>((done) => {
    server.close(() => done())
    server.closeAllConnections()
  })

/**
 * The simulated platforms with their pages. Two ports: the platforms' APIs with the sandbox's own page, and the
 * webview through which its frames see the product. Never part of the product: nothing imports it.
 */
export function createSandbox(options: SandboxOptions = {}) {
  const core = createCore(options)
  const friends = createFriendships(core)
  const webDir = join(__dirname, 'web')

  const router = new Router()
  wechatRoutes(router, core)
  wecomRoutes(router, core)
  externalContactRoutes(router, core)
  corpTagRoutes(router, core)
  const contactWays = contactWayRoutes(router, core, friends)
  acquisitionRoutes(router, core, friends)
  const groups = groupChatRoutes(router, core)
  const handovers = handoverRoutes(router, core)
  welcomeRoutes(router, core)
  appMessageRoutes(router, core)
  massRoutes(router, core, groups)
  momentRoutes(router, core)
  mediaRoutes(router, core)
  oauthRoutes(router, core)
  adminRoutes(router, core, friends)
  corpTagAdminRoutes(router, core)
  windowRoutes(router, core)
  payTransactionRoutes(router, core)
  payRefundRoutes(router, core)
  payAdminRoutes(router, core)
  subscribeRoutes(router, core)
  shippingRoutes(router, core)
  smsRoutes(router, core)
  carrierRoutes(router, core)
  noticeAdminRoutes(router, core)
  const platform = new Koa().use(plainErrors)
  platform.on('error', (error: Error) => core.journal.log('沙盒', error.message, true))
  let platformPort = 0
  const proxy = createWebviewProxy(core, () => platformPort)
  platform.use(async (ctx, next) => {
    if (!ctx.path.startsWith('/media/')) return next()
    ctx.respond = false
    await proxy(ctx.req, ctx.res).catch(() => ctx.res.destroy())
  })
  platform.use(router.routes()).use(pages(webDir)).use(notSimulated)

  const bridge = new Router()
  bridgeRoutes(bridge, core, friends, groups, contactWays, webDir)
  phoneRoutes(bridge, core)
  const bridgeApp = new Koa().use(plainErrors).use(bridge.routes()).use(notSimulated).callback()
  const webview: RequestListener = (req, res) => {
    if (req.url?.startsWith('/__webview/')) return void bridgeApp(req, res)
    // An address or header that cannot be passed on.
    proxy(req, res).catch(() => (res.headersSent ? res.destroy() : res.writeHead(400).end()))
  }

  const servers = { platform: createServer(platform.callback()), webview: createServer(webview) }
  servers.webview.on('upgrade', createUpgrade(core))

  return {
    core,
    friends,
    /** Opens both ports (0 = any free one) and returns their addresses. */
    async start(ports: { port?: number; webviewPort?: number; host?: string } = {}) {
      const host = ports.host ?? '127.0.0.1'
      const shown = host === '0.0.0.0' ? '127.0.0.1' : host
      core.webviewPort = await listen(servers.webview, ports.webviewPort ?? 0, host)
      platformPort = await listen(servers.platform, ports.port ?? 0, host)
      core.platformUrl = `http://${shown}:${platformPort}`
      core.phoneUrl ||= `http://${shown}:${core.webviewPort}/`
      return { url: core.platformUrl, webviewUrl: `http://${shown}:${core.webviewPort}` }
    },
    async stop() {
      core.callbacks.stop()
      core.pay.stop()
      handovers.stop()
      await Promise.all([close(servers.platform), close(servers.webview)])
    },
  }
}
