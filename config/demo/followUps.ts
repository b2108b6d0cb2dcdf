import type { importFollowUps } from '../../server/features/followUps/followUps.service'
import { addDays, instantOf } from './days'
import type { DemoChain } from './types'

type Row = Parameters<typeof importFollowUps>[0][number]

/** What is to be done, in how many days and at which minute of that day; less than none is overdue. */
const TEXTS: [text: string, days: number, minute: number][] = [
  ['问羊绒大衣合不合身', -1, 18 * 60 + 30],
  ['新到的唇膏色号告诉她', 0, 21 * 60],
  ['约周末到店试秋款', 1, 10 * 60],
  ['回访面霜用得怎样', 3, 10 * 60],
]

/** What guides have promised to their first customers (GU-5). */
export const buildFollowUps = (chain: DemoChain): Row[] =>
  chain.guides.flatMap((guide) =>
    chain.members
      .filter((it) => it.guideId === guide.id && it.externalUserId)
      .slice(0, TEXTS.length)
      .map((it, nth): Row => {
        const [text, days, minute] = TEXTS[nth] ?? ['', 0, 0]
        const dueAt = new Date(instantOf(addDays(chain.day, days), minute))
        const madeAt = new Date(instantOf(addDays(chain.day, -2), 12 * 60))
        return {
          _id: `fup_${guide.id.slice(4)}_${nth + 1}`,
          status: 'open',
          guideId: guide.id,
          storeId: guide.storeId,
          madeBy: guide.id,
          externalUserId: it.externalUserId ?? '',
          customer: { name: it.nickname, avatar: it.avatar },
          text,
          dueAt,
          // Who was overdue before the chain began was told then.
          ...(days < 0 ? { remindedAt: dueAt } : { reminder: { at: dueAt, tries: 0 } }),
          version: 0,
          createdAt: madeAt,
          updatedAt: madeAt,
        }
      }),
  )
