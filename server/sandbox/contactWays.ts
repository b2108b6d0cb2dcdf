import type { Core } from './core'
import { listOf, numberOr, textOr, type Body } from './platformApi'
import { refuse } from './refusals'

const MOST_USERS = 100
const MOST_SIGNS = 30

/** A live code 联系我 as it was made (platform-apis 3.6). */
export type ContactWay = {
  config_id: string
  type: 1 | 2
  scene: 1 | 2
  style?: number
  remark: string
  skip_verify: boolean
  state: string
  user: string[]
  is_exclusive: boolean
  mark_source: boolean
  qr_code?: string
  /** Seconds. */
  madeAt: number
  /** Whose turn it is next. */
  turn: number
}

export const wrong = (field: string) => refuse(40058, `invalid request parameter: ${field}`)
const short = (field: string, value: unknown): string => {
  if (value !== undefined && typeof value !== 'string') throw wrong(field)
  if ([...textOr(value)].length > MOST_SIGNS) throw wrong(field)
  return textOr(value)
}

/** The live codes of the corp, and the field rules they are made and changed by. */
export function createContactWays(core: Core, most = 500_000) {
  const ways = new Map<string, ContactWay>()
  core.onReset(() => ways.clear())

  /** @throws 41041, 41054, 60011, 60111, 84074 */
  const usersOf = (type: 1 | 2, value: unknown): string[] => {
    const user = listOf(value)
    if (user.length > MOST_USERS) throw refuse(41041)
    if (user.length === 0 || (type === 1 && user.length !== 1)) throw wrong('user')
    for (const userid of user) {
      const guide = core.people.guide(userid)
      if (!guide) throw refuse(60111)
      if (guide.visible === false) throw refuse(60011)
      if (guide.customerContact === false) throw refuse(84074)
      if ((guide.status ?? 1) !== 1) throw refuse(41054)
    }
    return [...new Set(user)]
  }
  /** What may be said when it is made and when it is changed. */
  const plain = (body: Body, scene: number, type: number) => {
    if (body.style !== undefined) {
      const style = numberOr(body.style, 0)
      if (scene !== 1 || style < 1 || style > (type === 1 ? 3 : 2)) throw refuse(41042)
    }
    return {
      ...(body.style === undefined ? {} : { style: numberOr(body.style, 0) }),
      ...(body.remark === undefined ? {} : { remark: short('remark', body.remark) }),
      ...(body.state === undefined ? {} : { state: short('state', body.state) }),
      ...(typeof body.skip_verify === 'boolean' ? { skip_verify: body.skip_verify } : {}),
      ...(typeof body.is_exclusive === 'boolean' ? { is_exclusive: body.is_exclusive } : {}),
      ...(typeof body.mark_source === 'boolean' ? { mark_source: body.mark_source } : {}),
    }
  }

  return {
    find: (configId: string) => ways.get(configId),
    all: () => [...ways.values()],
    add(body: Body): ContactWay {
      const { type, scene } = body
      if (type === undefined) throw refuse(41037)
      if (scene === undefined) throw refuse(41038)
      if (type !== 1 && type !== 2) throw refuse(41039)
      if (scene !== 1 && scene !== 2) throw refuse(41040)
      if (body.is_temp === true) throw refuse(48002, 'temporary sessions are for the medical trade')
      const rest = plain(body, scene, type)
      const user = usersOf(type, body.user)
      if (ways.size >= most) throw refuse(41045)
      const config_id = core.random('contactWay').replace(/[-_]/g, 'x').slice(0, 32)
      const way: ContactWay = {
        ...{ remark: '', skip_verify: true, state: '', is_exclusive: false, mark_source: true },
        ...rest,
        ...{ config_id, type, scene, user, madeAt: core.clock.seconds(), turn: 0 },
        ...(scene === 2 ? { qr_code: `${core.platformUrl}/wework/qr/${config_id}` } : {}),
      }
      ways.set(config_id, way)
      return way
    },
    /** @throws 41043, 41044 */
    mustFind(configId: unknown): ContactWay {
      if (!textOr(configId)) throw refuse(41043)
      const way = ways.get(textOr(configId))
      if (!way) throw refuse(41044)
      return way
    },
    change(way: ContactWay, body: Body) {
      const user = body.user === undefined ? way.user : usersOf(way.type, body.user)
      Object.assign(way, plain(body, way.scene, way.type), { user })
    },
    remove: (way: ContactWay) => void ways.delete(way.config_id),
  }
}
export type ContactWays = ReturnType<typeof createContactWays>
