import type Router from '@koa/router'
import type Koa from 'koa'
import type { Core } from './core'

const escape = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)

const page = (title: string, body: string) => `<!doctype html><html lang="zh-CN"><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><title>${title}</title>
<link rel="stylesheet" href="/css/tokens.css"><style>body{padding:48px 24px;text-align:center}
a.g{display:block;max-width:320px;margin:8px auto;padding:12px;border:1px solid var(--line-2);border-radius:10px;background:var(--card);color:var(--ink)}</style>
<h1 class="t20">${title}</h1>${body}</html>`

const shown = (ctx: Koa.Context, title: string, body: string) => {
  ctx.type = 'html'
  ctx.body = page(title, body)
}

/**
 * The sign-in page of WeCom (platform-apis 3.3): leads back with a one-use code for the guide of this window.
 * Who signs in: `?userid=` > `as` of the page to return to > cookie of the webview > the guide seen last > the first.
 * `?userid=` empty shows a list to choose from.
 */
export function oauthRoutes(router: Router, core: Core) {
  router.get('/connect/oauth2/authorize', (ctx) => {
    const { appid, redirect_uri: redirect, response_type: type, scope, state = '', userid } = ctx.query
    if (appid !== core.wecom.corpId) return shown(ctx, '40013', '<p>appid 不是这家企业的 corpid</p>')
    if (type !== 'code' || !['snsapi_base', 'snsapi_privateinfo'].includes(String(scope)))
      return shown(ctx, '40035', '<p>response_type 或 scope 不对</p>')
    const target = URL.canParse(String(redirect)) ? new URL(String(redirect)) : undefined
    const product = new URL(core.serverUrl)
    const webview = `${ctx.hostname}:${core.webviewPort}`
    const trusted = [
      product.host,
      webview,
      ...['localhost', '127.0.0.1'].map((host) => `${host}:${core.webviewPort}`),
    ]
    if (!target || ![...trusted, ...(core.options.trustedHosts ?? [])].includes(target.host))
      return shown(ctx, '50001', '<p>redirect_uri 的域名不在应用的可信域名里</p>')

    if (userid === '') {
      const choices = core.people.guides().map((guide) => {
        const query = new URLSearchParams({ ...(ctx.query as Record<string, string>), userid: guide.userid })
        return `<a class="g" href="?${escape(query.toString())}">${escape(guide.name)} · ${escape(guide.storeName)}</a>`
      })
      return shown(ctx, '以谁的身份登录', choices.join(''))
    }
    const known = [userid, target.searchParams.get('as'), ctx.cookies.get('sandbox_guide'), core.currentGuide]
    const who =
      known.map(String).find((one) => core.people.guide(one) ?? core.people.person(one)) ??
      core.people.guides()[0]?.userid
    if (!who) return shown(ctx, '50002', '<p>企业里还没有成员</p>')

    // Inside the client every page stays in its webview.
    if (target.host === product.host && core.webviewPort && product.port !== String(core.webviewPort))
      target.host = webview
    target.searchParams.set('code', core.codes.issue('oauth', who))
    target.searchParams.set('state', String(state))
    core.journal.log('企微', `OAuth 登录 ${who}`)
    ctx.redirect(target.toString())
  })
}
