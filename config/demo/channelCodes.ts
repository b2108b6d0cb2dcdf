import type { importChannelCodes } from '../../server/features/channelCodes/channelCodes.service'
import { addDays, instantOf } from './days'
import type { DemoChain, DemoLocation } from './types'

type Row = Parameters<typeof importChannelCodes>[0][number]
type Draft = Pick<Row, 'title' | 'channel' | 'duty' | 'tags' | 'welcome'> & { storeId: string }

/** Of so many stores a code hangs at the door: the chain's one code leads to the nearest of them. */
const DOORS = 12

/** The code at a store's door. */
const door = ({ id: storeId, name }: DemoLocation): Draft => ({
  storeId,
  title: `${name}门口海报`,
  channel: '门店物料',
  duty: { kind: 'store', storeId },
  tags: [],
  welcome: {
    text: '{顾客}你好，我是{门店}的{导购}。店里现在有什么，点开就能看到。',
    attachments: [{ kind: 'page', title: '看看店里今天有什么', page: 'pages/home/index' }],
  },
})

/** The codes of the first store: at its till, at its door, and in what the chain streams (GU-6b). */
function drafts({ guides, locations }: DemoChain, couponId: string | undefined): Draft[] {
  const [first] = guides
  if (!first) return []
  const here = guides.filter((it) => it.storeId === first.storeId)
  const gift = couponId ? [{ kind: 'coupon' as const, couponId }] : []
  const home = { kind: 'page' as const, title: '看看店里今天有什么', page: 'pages/home/index' }
  const [early = first, late = first] = here
  const staffed = [...new Set(guides.map((it) => it.storeId))].slice(0, DOORS)
  const doors = staffed.flatMap((id) => locations.find((it) => it.id === id) ?? []).map(door)
  return [
    {
      storeId: first.storeId,
      title: '静安寺店收银台台卡',
      channel: '门店物料',
      duty: { kind: 'guides', guideIds: [first.id] },
      tags: ['周末到店'],
      welcome: {
        text: '{顾客}你好，我是{门店}的{导购}。送你一张券，到店和线上都能用；想看什么随时跟我说。',
        attachments: gift,
      },
    },
    ...doors.slice(0, 1),
    {
      storeId: first.storeId,
      title: '晚间直播间',
      channel: '直播',
      duty: {
        kind: 'shifts',
        shifts: [
          { days: [1, 2, 3, 4, 5], from: '10:00', until: '18:00', guideIds: [early.id] },
          { days: [1, 2, 3, 4, 5, 6, 7], from: '18:00', until: '22:00', guideIds: [late.id] },
        ],
        fallbackGuideId: first.id,
      },
      tags: ['新品尝鲜'],
      welcome: { text: '{顾客}你好，直播里看到的，我都能帮你找到。', attachments: [home, ...gift] },
    },
    ...doors.slice(1),
  ]
}

/** Codes in use, which WeCom is told of as soon as a worker runs; `couponId` is one that guides may give. */
export const buildChannelCodes = (chain: DemoChain, couponId: string | undefined): Row[] =>
  drafts(chain, couponId).map(({ storeId, ...it }, at): Row => {
    const createdAt = new Date(instantOf(addDays(chain.day, -20 - at), 12 * 60))
    return {
      _id: `chc_${String(at + 1).padStart(4, '0')}`,
      ...it,
      storeIds: [storeId],
      status: 'live',
      version: 1,
      createdAt,
      createdBy: '何静',
      updatedAt: createdAt,
      dueAt: createdAt,
      failures: 0,
    }
  })
