import sharp from 'sharp'
import { importMoments, keepPicture } from '../../server/features/moments/moments.service'
import { PAGES } from '../../server/features/moments/moments.rules'
import { compose } from './compose'
import { addDays, instantOf } from './days'
import { recipeOf } from './media'
import { idOf } from './random'
import type { DemoChain, DemoGuide, DemoMoment, World } from './types'

type Persons = World['persons']

const MINUTE = 60_000

interface Draft {
  /** Days before the chain's own, and the minute of that day. */
  at: [ago: number, minute: number]
  text: string
  /** Goods its picture shows. */
  goods?: string
  page?: keyof typeof PAGES
  /** One in so many of those who see it likes it. */
  oneLikesOf: number
  /** Said by the first who see it. */
  comments: string[]
  /** The first guide has not published it yet. */
  waits?: true
}

/** Of the first store. */
const OWN: Draft[] = [
  {
    at: [9, 10 * 60 + 30],
    text: '今年的桂花乌龙到了，当年的桂花，三窨一提。到店先泡一壶给你喝，喜欢再带。',
    goods: '桂花乌龙茶包 15 袋',
    ...{ oneLikesOf: 3, comments: ['去年喝的就是这个，给我留两盒', '周末过来喝'] },
  },
  {
    at: [4, 12 * 60],
    text: '这周末会员日，店里有茶歇，券先领好，到店和线上都能用。',
    page: 'coupons',
    ...{ oneLikesOf: 4, comments: ['领到了'] },
  },
  {
    at: [1, 17 * 60 + 30],
    text: '羊毛双面大衣补到货了，燕麦色 S、M 都有，版型偏松，来店里披一披。',
    goods: '燕麦羊毛双面大衣',
    ...{ oneLikesOf: 3, comments: [], waits: true },
  },
]
/** Of another store. */
const ELSEWHERE: Draft = {
  at: [6, 11 * 60],
  text: '周末的手作工坊开始报名，材料都备好了，人来就行。',
  page: 'events',
  ...{ oneLikesOf: 1, comments: ['还有位置吗'] },
}

/** A guide's part of a moment. */
function taskOf({ userid }: DemoGuide, nth: number, draft: Draft, madeAt: number, persons: Persons) {
  const knew = ({ followers }: Persons[number]) =>
    followers.some((it) => it.userid === userid && it.createtime * 1000 < madeAt)
  const personIds = persons.filter(knew).map((it) => it.personId)
  if (draft.waits && nth === 0) return { userid, personIds, likes: [], comments: [] }
  const publishedAt = madeAt + (12 + 25 * nth) * MINUTE
  const after = (count: number) => publishedAt + (4 + 9 * count) * MINUTE
  return {
    ...{ userid, personIds, publishedAt },
    likes: personIds
      .filter((_, at) => at % draft.oneLikesOf === 0)
      .map((personId, at) => ({ personId, at: after(at) })),
    comments: (nth === 0 ? draft.comments : []).flatMap((text, at) => {
      const personId = personIds[at]
      return personId ? [{ personId, text, at: after(at) }] : []
    }),
  }
}

/** Moments of the last days, oldest first, as WeCom knows them; of so many people as it knows (GU-6b). */
export function buildMoments({ day, guides, products }: DemoChain, persons: Persons): DemoMoment[] {
  const sellers = guides.filter((it) => it.role === 'guide')
  const staffOf = (storeId: string) => sellers.filter((it) => it.storeId === storeId)
  const own = guides[0]?.storeId ?? ''
  const led = new Set(guides.filter((it) => it.role === 'manager').map((it) => it.storeId))
  const known = new Set(persons.flatMap(({ followers }) => followers.map((it) => it.userid)))
  /** A store with a manager to read it and a customer to see it. */
  const other = sellers.find((it) => it.storeId !== own && led.has(it.storeId) && known.has(it.userid))
  const drafts = [
    ...OWN.map((draft) => ({ draft, staff: staffOf(own) })),
    ...(other ? [{ draft: ELSEWHERE, staff: staffOf(other.storeId) }] : []),
  ]
  const momentOf = ({ draft, staff }: (typeof drafts)[number]) => {
    const { at, text, goods, page } = draft
    const madeAt = Date.parse(instantOf(addDays(day, -at[0]), at[1]))
    const picture = goods && (products.find((it) => it.name === goods) ?? products[0])?.images[0]
    return {
      ...{ madeAt, text },
      ...(picture ? { picture } : {}),
      ...(page ? { link: { title: PAGES[page].title, url: `/#/${PAGES[page].path}` } } : {}),
      tasks: staff.map((it, nth) => taskOf(it, nth, draft, madeAt, persons)),
    }
  }
  return drafts
    .map(momentOf)
    .sort((a, b) => a.madeAt - b.madeAt)
    .map((it, nth) => ({ moment_id: idOf('momdemo', nth + 1, 4), ...it }))
}

/** A picture of goods, as WeCom takes pictures. */
async function pictureIdOf(url: string): Promise<string> {
  const recipe = recipeOf(url)
  if (!recipe) throw new Error(`no recipe for ${url}`)
  const jpeg = await sharp(await compose(recipe))
    .jpeg({ quality: 84 })
    .toBuffer()
  return (await keepPicture(jpeg.toString('base64'))).id
}

/** Loads moments that are at WeCom: what came of them since is asked there. */
export async function loadMoments({ guides }: DemoChain, moments: readonly DemoMoment[]): Promise<number> {
  const byUserid = new Map(guides.map((it) => [it.userid, it]))
  const managers = new Map(guides.filter((it) => it.role === 'manager').map((it) => [it.storeId, it.name]))
  const rowOf = async ({ moment_id, text, picture, link, ...it }: DemoMoment, nth: number) => {
    const staff = it.tasks.flatMap(({ userid }) => byUserid.get(userid) ?? [])
    const madeAt = new Date(it.madeAt)
    const tasks = it.tasks.map(({ userid, personIds, publishedAt, likes, comments }) => ({
      ...{ userid, guideId: byUserid.get(userid)?.id ?? '' },
      state: publishedAt ? ('published' as const) : ('waiting' as const),
      seen: publishedAt ? personIds.length : 0,
      ...{ likes: likes.length, comments: comments.length },
    }))
    return {
      _id: idOf('mmt', nth + 1, 4),
      ...{ text, tasks, tagIds: [], tags: [], wecomId: moment_id },
      storeId: staff[0]?.storeId ?? '',
      byName: managers.get(staff[0]?.storeId ?? '') ?? '',
      ...(picture ? { shown: { kind: 'pictures' as const, pictureIds: [await pictureIdOf(picture)] } } : {}),
      ...(link ? { shown: { kind: 'link' as const, ...link } } : {}),
      status: tasks.some(({ state }) => state === 'waiting') ? ('open' as const) : ('published' as const),
      ...{ madeAt, dueAt: madeAt, failures: 0, remindedAt: [] },
    }
  }
  await importMoments(await Promise.all(moments.map(rowOf)))
  return moments.length
}
