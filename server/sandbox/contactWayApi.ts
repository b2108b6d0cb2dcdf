import { createHash } from 'node:crypto'
import type Router from '@koa/router'
import QRCode from 'qrcode'
import { contactWayAdminRoutes } from './contactWayScan'
import { createContactWays, wrong, type ContactWay } from './contactWays'
import type { Core } from './core'
import type { Friendships } from './friendships'
import { contactApi, numberOr, textOr } from './platformApi'
import { refuse } from './refusals'

const DAY_SECONDS = 86_400
const USUAL_DAYS = 90

const shown = ({ madeAt: _, turn: __, ...way }: ContactWay) => ({ ...way, party: [], conclusions: {} })

/** Live codes: the API, the picture of each, and what a scan of it leads to. Changes by API cause no callback. */
export function contactWayRoutes(router: Router, core: Core, friends: Friendships) {
  const ways = createContactWays(core)
  const api = contactApi(router, core)

  api('post', 'add_contact_way', ({ body }) => {
    const way = ways.add(body)
    core.journal.tell('contactWays')
    return { config_id: way.config_id, ...(way.qr_code ? { qr_code: way.qr_code } : {}) }
  })
  api('post', 'get_contact_way', ({ body }) => ({ contact_way: shown(ways.mustFind(body.config_id)) }))
  api('post', 'list_contact_way', ({ body }) => {
    const until = numberOr(body.end_time, core.clock.seconds())
    const from = numberOr(body.start_time, until - USUAL_DAYS * DAY_SECONDS)
    const limit = numberOr(body.limit, 100)
    if (limit < 1 || limit > 1000) throw wrong('limit')
    if (from > until) throw wrong('start_time')
    const offset = body.cursor ? Number(textOr(body.cursor)) : 0
    if (!Number.isInteger(offset) || offset < 0) throw refuse(40035, 'invalid parameter: cursor')
    const found = ways.all().filter((it) => it.madeAt >= from && it.madeAt <= until)
    return {
      contact_way: found.slice(offset, offset + limit).map(({ config_id }) => ({ config_id })),
      next_cursor: found.length > offset + limit ? String(offset + limit) : '',
    }
  })
  api('post', 'update_contact_way', ({ body }) => {
    ways.change(ways.mustFind(body.config_id), body)
    core.journal.tell('contactWays')
    return {}
  })
  api('post', 'del_contact_way', ({ body }) => {
    ways.remove(ways.mustFind(body.config_id))
    core.journal.tell('contactWays')
    return {}
  })

  /** Codes by the hash of their picture, as it was drawn. */
  const drawn = new Map<string, string>()
  core.onReset(() => drawn.clear())
  const hashOf = (picture: Buffer) => createHash('sha256').update(picture).digest('base64')

  /** The picture any scanner reads; WeCom's own lead to an address only WeChat opens. */
  router.get('/wework/qr/:id', async (ctx) => {
    const way = ways.find(ctx.params.id ?? '')
    if (!way) return
    const picture = await QRCode.toBuffer(`${core.platformUrl}/?contact=${way.config_id}`, {
      width: 430,
      margin: 2,
      // Trying every PNG filter on every line costs seconds on a busy machine and gains nothing on squares.
      rendererOpts: { filterType: 0 } as QRCode.QRCodeToBufferOptions['rendererOpts'],
    })
    drawn.set(hashOf(picture), way.config_id)
    ctx.type = 'image/png'
    ctx.body = picture
  })
  return {
    ...contactWayAdminRoutes(router, core, friends, ways),
    /** The code in a picture that was drawn here, as WeChat reads it out of a page. */
    recognise: (picture: Buffer) => ways.find(drawn.get(hashOf(picture)) ?? ''),
  }
}
export type ContactWayClients = ReturnType<typeof contactWayRoutes>
