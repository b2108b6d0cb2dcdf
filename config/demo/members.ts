import { ANIMALS, NICKNAME_HEADS, NICKNAME_TAILS, RULE_TAGS, TAGS } from './data/words'
import { addDays, instantOf } from './days'
import { mobileOf, nameOf } from './guides'
import { avatarUrl } from './media'
import { ALPHANUMERIC, idOf, randomOf, type Random } from './random'
import type { DemoGuide, DemoMember, DemoProduct, DemoStore, DemoVisit, MemberTag, Tier } from './types'
import { visitsOf, yearSpend, LIN_VISITS, drawnVisits } from './visits'

const MEMBERS_PER_SCALE = 2000
const SILVER = 500_000
const GOLD = 1_000_000

/** Friends of 周敏 in the sandbox mock-up: name, avatar, gender. */
const FRIENDS: [name: string, avatar: string, gender: 'female' | 'male'][] = [
  ['林晓雯', '1f431', 'female'],
  ['许知夏', '1f33b', 'female'],
  ['方远', '1f43c', 'male'],
  ['顾宁', '1f430', 'female'],
  ['唐蕾', '1f427', 'female'],
  ['沈悦', '1f98a', 'female'],
  ['吴越', '1f43b', 'male'],
  ['叶秋', '1f341', 'female'],
]

/** ME-2: tier of a spend of the last 12 months, in fen. */
export const tierOf = (spend: number): Tier =>
  spend >= GOLD ? 'gold' : spend >= SILVER ? 'silver' : 'normal'

type Cast = { seed: number; day: string; stores: DemoStore[]; guides: DemoGuide[]; products: DemoProduct[] }

function tagsOf(random: Random, guide: DemoGuide | undefined, visits: DemoVisit[], day: string): MemberTag[] {
  const at = () => instantOf(addDays(day, -random.int(3, 300)), random.int(600, 1300))
  const manual = guide
    ? random.sample(TAGS, random.int(0, 3)).map(([group, names]) => ({
        name: random.pick(names),
        group,
        by: guide.id,
        at: at(),
      }))
    : []
  const rule = visits.length > 5 && random.chance(0.6) ? [random.pick(RULE_TAGS)] : []
  return [...manual, ...rule.map((name) => ({ name, group: '系统', by: 'rule', at: at() }))]
}

function linTags(guides: DemoGuide[], day: string): MemberTag[] {
  const by = (name: string) => guides.find((guide) => guide.name === name)?.id ?? 'rule'
  const tag = (name: string, group: string, who: string, ago: number): MemberTag => ({
    name,
    group,
    by: who,
    at: instantOf(addDays(day, -ago), 15 * 60 + 20),
  })
  return [
    tag('敏感肌', '肤质', by('周敏'), 14),
    tag('送礼多', '购买', by('陈佳'), 62),
    tag('秋色控', '偏好', 'rule', 9),
    tag('周末到店', '购买', 'rule', 9),
    tag('爱试穿', '购买', by('周敏'), 40),
    tag('爱喝茶', '偏好', by('周敏'), 88),
    tag('高客单', '系统', 'rule', 30),
    tag('服饰偏好', '系统', 'rule', 30),
    tag('新品尝鲜', '购买', by('陈佳'), 62),
  ]
}

function birthdayOf(random: Random): string {
  const year = random.int(1962, 2006)
  return `${year}-${String(random.int(1, 12)).padStart(2, '0')}-${String(random.int(1, 28)).padStart(2, '0')}`
}

function memberOf(index: number, cast: Cast, phones: Set<string>): DemoMember {
  const { seed, day, stores, guides, products } = cast
  const random = randomOf(seed, `member/${index}`)
  const friend = FRIENDS[index]
  const first = index === 0
  const gender = friend?.[2] ?? (random.chance(0.68) ? 'female' : 'male')
  const followed = friend !== undefined || random.chance(0.6)
  // The next dozen also follow 周敏, so that her list is worth scrolling
  const guide = followed ? (friend || index < 20 ? guides[0] : random.pick(guides)) : undefined
  const home = guide ? stores.find((store) => store.id === guide.storeId) : random.pick(stores)
  if (!home) throw new Error('no home store')
  const number = idOf('mem', index + 1, 5)
  const visits = first
    ? drawnVisits(number, LIN_VISITS, cast)
    : visitsOf(number, random, home.id, day, products, stores)
  const oldest = visits.at(-1)?.at ?? instantOf(day, 0)
  const joinedDay = addDays(oldest.slice(0, 10), -random.int(0, 400))
  const spend = yearSpend(visits, day)
  const total = visits.reduce((sum, visit) => sum + visit.amount, 0)
  return {
    id: number,
    name: friend?.[0] ?? nameOf(random, gender),
    nickname: first
      ? '晓雯'
      : `${random.pick(NICKNAME_HEADS.split(' '))}${random.pick(NICKNAME_TAILS.split(' '))}`,
    avatar: avatarUrl(friend?.[1] ?? random.pick(ANIMALS.split(' '))),
    phone: first ? '13812346021' : mobileOf(random, phones),
    gender,
    ...(first ? { birthday: '1992-12-06' } : random.chance(0.7) ? { birthday: birthdayOf(random) } : {}),
    openid: `o${random.text(27, ALPHANUMERIC)}`,
    unionid: `o${random.text(27, ALPHANUMERIC)}`,
    ...(guide ? { externalUserId: `wm${random.text(30, ALPHANUMERIC)}`, guideId: guide.id } : {}),
    homeStoreId: home.id,
    tier: tierOf(spend),
    points: first ? 2860 : Math.floor((total / 100) * random.int(20, 90) * 0.01),
    joinedAt: instantOf(joinedDay, random.int(600, 1300)),
    consents: first
      ? { personalised: true, massMessage: true, phone: false }
      : { personalised: random.chance(0.85), massMessage: random.chance(0.7), phone: random.chance(0.35) },
    tags: first ? linTags(guides, day) : tagsOf(random, guide, visits, day),
    visits,
  }
}

/** 2,000 × scale members; 林晓雯 and the other friends of 周敏 first. */
export function buildMembers(cast: Cast, scale: number, phones: Set<string>): DemoMember[] {
  phones.add('13812346021')
  return Array.from({ length: MEMBERS_PER_SCALE * scale }, (_, index) => memberOf(index, cast, phones))
}
