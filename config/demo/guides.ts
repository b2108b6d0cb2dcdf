import { pinyin } from 'pinyin-pro'
import { GIVEN_FEMALE, GIVEN_MALE, SURNAMES } from './data/words'
import { avatarUrl } from './media'
import { idOf, randomOf, type Random } from './random'
import type { DemoGuide, DemoStore } from './types'

const GUIDES_PER_SCALE = 60
const FACES = { female: ['1f469-1f3fb', '1f467-1f3fb'], male: ['1f468-1f3fb', '1f9d1-1f3fb'] }

/** The staff of the mock-ups: name, store, role, gender. */
const KNOWN: [name: string, store: string, role: DemoGuide['role'], gender: 'female' | 'male'][] = [
  ['周敏', '静安寺店', 'guide', 'female'],
  ['陈佳', '静安寺店', 'guide', 'female'],
  ['高晗', '静安寺店', 'manager', 'male'],
  ['钱朵', '南京西路店', 'guide', 'female'],
  ['罗一鸣', '成都太古里店', 'guide', 'male'],
  ['吴桐', '杭州湖滨店', 'guide', 'male'],
  ['高琳', '南京德基店', 'guide', 'female'],
  ['蒋予安', '武汉天地店', 'guide', 'male'],
  ['丁可', '苏州中心店', 'guide', 'female'],
]

/** A surname and a given name that go together. */
export function nameOf(random: Random, gender: 'female' | 'male'): string {
  const given = (gender === 'female' ? GIVEN_FEMALE : GIVEN_MALE).split(' ')
  return random.pick([...SURNAMES]) + random.pick(given)
}

const MOBILE_HEADS = [
  '133',
  '135',
  '136',
  '137',
  '139',
  '150',
  '152',
  '158',
  '159',
  '176',
  '182',
  '186',
  '188',
  '189',
]
/** A mobile number not used before. */
export function mobileOf(random: Random, used: Set<string>): string {
  for (;;) {
    const phone = `${random.pick(MOBILE_HEADS)}${random.int(10_000_000, 99_999_999)}`
    if (used.has(phone)) continue
    used.add(phone)
    return phone
  }
}

/** 60 × scale guides and managers; 周敏 of 静安寺店 is the first. */
export function buildGuides(
  seed: number,
  scale: number,
  stores: DemoStore[],
  phones: Set<string>,
): DemoGuide[] {
  const random = randomOf(seed, 'guides')
  const userids = new Set<string>()
  const named = new Map(stores.map((store) => [store.name, store]))
  // Every fifth store from the front, so that the six drawn stores and all cities come in
  const spread = [
    ...stores.slice(1, 6),
    ...stores.filter((_, index) => index > 5 && index % 7 === 0),
    ...stores,
  ]
  return Array.from({ length: GUIDES_PER_SCALE * scale }, (_, index): DemoGuide => {
    const known = KNOWN[index]
    const gender = known?.[3] ?? (random.chance(0.7) ? 'female' : 'male')
    const name = known?.[0] ?? nameOf(random, gender)
    const store =
      (known && named.get(known[1])) ?? spread[(index - KNOWN.length + spread.length) % spread.length]
    if (!store) throw new Error('no store for a guide')
    const spelt = pinyin(name, { toneType: 'none', type: 'array', nonZh: 'removed' })
      .join('')
      .replaceAll('ü', 'v')
    let userid = spelt
    for (let n = 2; userids.has(userid); n++) userid = `${spelt}${n}`
    userids.add(userid)
    return {
      id: idOf('gui', index + 1, 3),
      userid,
      name,
      storeId: store.id,
      role: known?.[2] ?? (index % 4 === 0 ? 'manager' : 'guide'),
      phone: mobileOf(random, phones),
      avatar: avatarUrl(random.pick(FACES[gender])),
    }
  })
}
