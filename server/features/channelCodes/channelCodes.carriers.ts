import { PlatformError } from '../../integrations/http'
import {
  addContactWay,
  contactWaysSince,
  getContactWay,
  removeContactWay,
  updateContactWay,
  type ContactWay,
} from '../../integrations/wecom/codes'
import {
  acquisitionLinks,
  acquisitionQuota,
  addAcquisitionLink,
  getAcquisitionLink,
  removeAcquisitionLink,
  updateAcquisitionLink,
} from '../../integrations/wecom/links'

export interface Made {
  /** WeCom's id of it. */
  configId: string
  /** Of the picture, or the link itself. */
  qrCode: string
}
/** What WeCom makes of a code: a picture to scan, or a link to tap. */
export interface Carrier {
  /** @throws PlatformError as WeCom refuses it */
  add: (way: ContactWay) => Promise<Made>
  update: (configId: string, way: ContactWay) => Promise<void>
  remove: (configId: string) => Promise<void>
  /** What a try made whose answer was never heard, if it did. */
  madeSince: (way: Pick<ContactWay, 'state'>, since: Date) => Promise<Made | undefined>
  /** Whether a refusal says that somebody took it away at WeCom. */
  isGone: (error: unknown, configId: string) => Promise<boolean>
  goneText: string
  /** What keeps people from coming by it, though it is there. */
  obstacle: () => Promise<string | undefined>
}

const NO_SUCH_CODE = 41044
const NOT_AS_IT_MUST_BE = 40058
const isRefusal = (error: unknown, code: number): boolean =>
  error instanceof PlatformError && error.code === code

const picture: Carrier = {
  add: addContactWay,
  update: updateContactWay,
  remove: removeContactWay,
  madeSince: async ({ state }, since) => {
    for (const configId of await contactWaysSince(since)) {
      const way = await getContactWay(configId)
      if (way.state === state) return { configId, qrCode: way.qrCode }
    }
    return undefined
  },
  isGone: async (error) => isRefusal(error, NO_SUCH_CODE),
  goneText: '活码在企业微信里被删了，正在重做；已印的图不能再用',
  obstacle: async () => undefined,
}

/** WeCom keeps nothing of ours on a link but its name: the end of the code's id stands in it. */
const MARK_SIGNS = 8
const markOf = (state: string): string => state.slice(-MARK_SIGNS)
const linkOf = ({ state, remark, userids }: ContactWay) => ({ name: `${remark} ${markOf(state)}`, userids })
/** What stands behind `customer_channel=` comes back as the state of who taps it. */
const addressOf = (url: string, state: string): string =>
  `${url}?customer_channel=${encodeURIComponent(state)}`

const link: Carrier = {
  add: async (way) => {
    const { linkId, url } = await addAcquisitionLink(linkOf(way))
    return { configId: linkId, qrCode: addressOf(url, way.state) }
  },
  update: (linkId, way) => updateAcquisitionLink(linkId, linkOf(way)),
  remove: removeAcquisitionLink,
  madeSince: async ({ state }, since) => {
    for (const configId of (await acquisitionLinks()).reverse()) {
      const it = await getAcquisitionLink(configId)
      if (it.madeAt >= since && it.name.endsWith(` ${markOf(state)}`))
        return { configId, qrCode: addressOf(it.url, state) }
    }
    return undefined
  },
  // WeCom has one refusal for a link that is gone and for a field that is wrong: it is asked for.
  isGone: async (error, linkId) => {
    if (!isRefusal(error, NOT_AS_IT_MUST_BE)) return false
    try {
      await getAcquisitionLink(linkId)
      return false
    } catch (again) {
      return isRefusal(again, NOT_AS_IT_MUST_BE)
    }
  },
  goneText: '链接在企业微信里被删了，正在重做；发出去的旧链接不能再用',
  obstacle: async () =>
    (await acquisitionQuota()).balance > 0
      ? undefined
      : '获客助手的额度用完了，新顾客暂时加不进来；请到企业微信后台补充',
}

export const carrierOf = ({ carrier = 'qr' }: { carrier?: 'qr' | 'link' | undefined }): Carrier =>
  carrier === 'link' ? link : picture
