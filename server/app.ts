import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import Router from '@koa/router'
import Koa, { type Context } from 'koa'
import helmet from 'koa-helmet'
import mount from 'koa-mount'
import serve from 'koa-static'
import { env } from '../config/env'
import { addressesFeature } from './features/addresses/addresses.routes'
import { adviserConsoleFeature } from './features/adviserConsole/adviserConsole.routes'
import { alertsFeature } from './features/alerts/alerts.routes'
import { appointmentsFeature } from './features/appointments/appointments.routes'
import { behavioursFeature } from './features/behaviours/behaviours.routes'
import { cartsFeature } from './features/carts/carts.routes'
import { catalogFeature } from './features/catalog/catalog.routes'
import { consoleDirectoryFeature } from './features/consoleDirectory/consoleDirectory.routes'
import { attributionsFeature } from './features/attributions/attributions.routes'
import { contentsFeature } from './features/contents/contents.routes'
import { contactLinksFeature } from './features/contactLinks/contactLinks.routes'
import { couponCardsFeature } from './features/couponCards/couponCards.routes'
import { couponConsoleFeature } from './features/couponConsole/couponConsole.routes'
import { couponDeskFeature } from './features/couponDesk/couponDesk.routes'
import { couponsFeature } from './features/coupons/coupons.routes'
import { customersFeature } from './features/customers/customers.routes'
import { deliveriesFeature } from './features/deliveries/deliveries.routes'
import { followUpsFeature } from './features/followUps/followUps.routes'
import { flashOrdersFeature } from './features/flashOrders/flashOrders.routes'
import { flashSaleConsoleFeature } from './features/flashSaleConsole/flashSaleConsole.routes'
import { glancesFeature } from './features/glances/glances.routes'
import { groupBuyConsoleFeature } from './features/groupBuyConsole/groupBuyConsole.routes'
import { groupBuyOrdersFeature } from './features/groupBuyOrders/groupBuyOrders.routes'
import { groupBuysFeature } from './features/groupBuys/groupBuys.routes'
import { flashSalesFeature } from './features/flashSales/flashSales.routes'
import { guideCartsFeature } from './features/guideCarts/guideCarts.routes'
import { guideCardsFeature } from './features/guideCards/guideCards.routes'
import { guidesFeature } from './features/guides/guides.routes'
import { handoverFeature } from './features/handover/handover.routes'
import { inventoryFeature } from './features/inventory/inventory.routes'
import { exercisesFeature } from './features/exercises/exercises.routes'
import { massMessagesFeature } from './features/massMessages/massMessages.routes'
import { momentsFeature } from './features/moments/moments.routes'
import { nearestGuidesFeature } from './features/nearestGuides/nearestGuides.routes'
import { membersFeature } from './features/members/members.routes'
import { noticesFeature } from './features/notices/notices.routes'
import { operatorsFeature } from './features/operators/operators.routes'
import { operationsFeature } from './features/operations/operations.routes'
import { posOrdersFeature } from './features/posOrders/posOrders.routes'
import { chatGroupsFeature } from './features/chatGroups/chatGroups.routes'
import { channelCodesFeature } from './features/channelCodes/channelCodes.routes'
import { chainConsoleFeature } from './features/chainConsole/chainConsole.routes'
import { chainDeskFeature } from './features/chainDesk/chainDesk.routes'
import { chainOrdersFeature } from './features/chainOrders/chainOrders.routes'
import { chainsFeature } from './features/chains/chains.routes'
import { couponCodesFeature } from './features/couponCodes/couponCodes.routes'
import { couponOrdersFeature } from './features/couponOrders/couponOrders.routes'
import { presaleOrdersFeature } from './features/presaleOrders/presaleOrders.routes'
import { presalesFeature } from './features/presales/presales.routes'
import { serviceConsoleFeature } from './features/serviceConsole/serviceConsole.routes'
import { scriptsFeature } from './features/scripts/scripts.routes'
import { sourcingFeature } from './features/sourcing/sourcing.routes'
import { outfitsFeature } from './features/outfits/outfits.routes'
import { ordersFeature } from './features/orders/orders.routes'
import { staffOrdersFeature } from './features/staffOrders/staffOrders.routes'
import { referralConsoleFeature } from './features/referralConsole/referralConsole.routes'
import { referralsFeature } from './features/referrals/referrals.routes'
import { storeEventConsoleFeature } from './features/storeEventConsole/storeEventConsole.routes'
import { storeEventsFeature } from './features/storeEvents/storeEvents.routes'
import { storesFeature } from './features/stores/stores.routes'
import { tagsFeature } from './features/tags/tags.routes'
import { takeoversFeature } from './features/takeovers/takeovers.routes'
import { transfersFeature } from './features/transfers/transfers.routes'
import { wordChecksFeature } from './features/wordChecks/wordChecks.routes'
import { wishesFeature } from './features/wishes/wishes.routes'
import { now } from './kernel/clock'
import { isDbReady } from './kernel/db'
import { accounts, errors, requestId } from './kernel/edge'
import { failCommon } from './kernel/errors'
import { logger } from './kernel/logger'
import { registry } from './kernel/metrics'
import { openapi } from './kernel/openapi'
import { isRedisReady } from './kernel/redis'
import { createRouter, routesOf } from './kernel/router'

/** Everything the product can be asked, in reading order. */
export const features = [
  storesFeature,
  catalogFeature,
  inventoryFeature,
  membersFeature,
  addressesFeature,
  cartsFeature,
  sourcingFeature,
  couponsFeature,
  couponDeskFeature,
  couponConsoleFeature,
  consoleDirectoryFeature,
  guidesFeature,
  customersFeature,
  tagsFeature,
  chatGroupsFeature,
  takeoversFeature,
  wordChecksFeature,
  ordersFeature,
  presalesFeature,
  couponCodesFeature,
  contactLinksFeature,
  contentsFeature,
  couponCardsFeature,
  guideCardsFeature,
  guideCartsFeature,
  outfitsFeature,
  attributionsFeature,
  scriptsFeature,
  exercisesFeature,
  followUpsFeature,
  massMessagesFeature,
  momentsFeature,
  glancesFeature,
  behavioursFeature,
  couponOrdersFeature,
  presaleOrdersFeature,
  handoverFeature,
  deliveriesFeature,
  posOrdersFeature,
  staffOrdersFeature,
  noticesFeature,
  transfersFeature,
  alertsFeature,
  wishesFeature,
  appointmentsFeature,
  flashSalesFeature,
  flashOrdersFeature,
  groupBuysFeature,
  groupBuyOrdersFeature,
  groupBuyConsoleFeature,
  chainsFeature,
  chainOrdersFeature,
  chainDeskFeature,
  chainConsoleFeature,
  flashSaleConsoleFeature,
  referralsFeature,
  referralConsoleFeature,
  storeEventsFeature,
  storeEventConsoleFeature,
  serviceConsoleFeature,
  adviserConsoleFeature,
  channelCodesFeature,
  nearestGuidesFeature,
  operatorsFeature,
  operationsFeature,
] as const

const root = process.cwd()
const folder = (...parts: string[]) => path.resolve(root, ...parts)
const DAY_MS = 86_400_000

const apiHeaders: Koa.Middleware = (ctx, next) => {
  if (ctx.path.startsWith('/api/')) {
    ctx.set('X-Content-Type-Options', 'nosniff')
    ctx.set('Cache-Control', 'no-store')
    // What counts down on phones follows this, and so a moved clock too.
    ctx.set('Date', now().toUTCString())
  }
  return next()
}

/** Security headers of pages; who may frame them is configuration (WeCom's client, the sandbox). */
const pageHeaders = helmet({
  contentSecurityPolicy: {
    directives: {
      defaultSrc: ["'self'"],
      // Taro's H5 page sets its root font size by an inline script; the API page starts itself the same way.
      scriptSrc: ["'self'", "'unsafe-inline'"],
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", 'data:', 'https:'],
      connectSrc: ["'self'"],
      frameAncestors: ["'self'", ...env.TRUSTED_ORIGINS],
      upgradeInsecureRequests: env.PUBLIC_URL.startsWith('https:') ? [] : null,
    },
  },
  frameguard: false,
  crossOriginResourcePolicy: { policy: 'cross-origin' },
  crossOriginOpenerPolicy: false,
  originAgentCluster: false,
  strictTransportSecurity: env.PUBLIC_URL.startsWith('https:'),
})

const apiPage = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>Hedian API</title>
<link rel="stylesheet" href="/docs/assets/swagger-ui.css"><div id="page"></div>
<script src="/docs/assets/swagger-ui-bundle.js"></script>
<script>SwaggerUIBundle({ url: '/openapi.json', dom_id: '#page', deepLinking: true })</script>`

/** What operators and machines ask: health, readiness, metrics, the API's description. */
function operations(): Router {
  const version = (JSON.parse(readFileSync(folder('package.json'), 'utf8')) as { version: string }).version
  const document = openapi(features, '/api', version)
  const router = new Router()
  router.get('/healthz', (ctx: Context) => {
    ctx.body = { status: 'ok' }
  })
  router.get('/readyz', async (ctx: Context) => {
    const [mongodb, redis] = await Promise.all([isDbReady(), isRedisReady()])
    ctx.status = mongodb && redis ? 200 : 503
    ctx.body = { status: mongodb && redis ? 'ready' : 'not ready', mongodb, redis }
  })
  router.get('/metrics', async (ctx: Context) => {
    ctx.type = registry.contentType
    ctx.body = await registry.metrics()
  })
  router.get('/openapi.json', (ctx: Context) => {
    ctx.body = document
  })
  router.get('/docs', (ctx: Context) => {
    ctx.type = 'html'
    ctx.body = apiPage
  })
  return router
}

/** Files of one client under a path; hashed assets may be kept for ever, pages never. */
const pages = (at: string, directory: string): Koa.Middleware =>
  mount(
    at,
    serve(directory, {
      maxage: 0,
      setHeaders: (response, file) => {
        if (/[.-][0-9a-zA-Z_-]{8,}\.(js|css|woff2|webp|png|svg)$/.test(file))
          response.setHeader('Cache-Control', 'public, max-age=31536000, immutable')
      },
    }),
  )

/** What a worker answers on its private port: health, readiness, metrics. */
export function createOperationsApp(): Koa {
  const app = new Koa()
  app.use(requestId).use(errors).use(operations().routes())
  return app
}

/** The web application. */
export function createApp(): Koa {
  const app = new Koa({ proxy: env.TRUST_PROXY > 0, maxIpsCount: env.TRUST_PROXY })
  const inside = operations()

  app.on('error', (error: Error) => logger.info({ error: error.message }, 'connection broke off'))
  app.use(requestId)
  app.use(accounts)
  app.use(errors)
  app.use(apiHeaders)
  app.use(routesOf(createRouter('/api', features)))
  app.use(mount('/api', () => Promise.reject(failCommon('route_not_found'))))
  app.use(pageHeaders)
  app.use(inside.routes())
  app.use(pages('/docs/assets', folder('node_modules/swagger-ui-dist')))
  app.use(mount('/media', serve(folder(env.MEDIA_DIR), { maxage: 7 * DAY_MS })))
  for (const [at, directory] of [
    ['/', 'guide-sidebar/dist'],
    ['/', 'miniapp/dist/h5'],
  ] as const)
    if (existsSync(folder(directory))) app.use(pages(at, folder(directory)))
  app.use(() => Promise.reject(failCommon('route_not_found')))
  return app
}
