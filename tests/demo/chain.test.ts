import { createHash } from 'node:crypto'
import { buildChain } from '../../config/demo/chain'
import type { DemoChain } from '../../config/demo/types'
import { tierOf } from '../../config/demo/members'
import { yearSpend } from '../../config/demo/visits'
import { world } from '../../config/demo/world'

const now = new Date('2026-11-22T06:26:00Z')
const chain = buildChain({ now })
const skus = chain.products.flatMap((product) => product.skus)
const isFen = (value: number) => Number.isInteger(value) && value > 0

function digest(one: DemoChain): string {
  const hash = createHash('sha256').update(JSON.stringify({ ...one, seed: 0 }))
  for (const location of one.locations.slice(0, 20)) hash.update(JSON.stringify([...one.stockOf(location)]))
  return hash.digest('hex')
}
const unique = (values: (string | undefined)[]) => new Set(values).size === values.length

describe('the demo chain', () => {
  it('has the promised goods (CA-1)', () => {
    expect(chain.products.length).toBeGreaterThanOrEqual(400)
    expect(skus.length).toBeGreaterThanOrEqual(1200)
    expect(chain.products.slice(0, 3).map((product) => product.name)).toEqual([
      '茜红珐琅茶壶套装',
      '燕麦羊毛双面大衣',
      '山茶唇膏',
    ])
  })

  it('has ids, names and barcodes that are never shared', () => {
    expect(unique(chain.products.map((product) => product.id))).toBe(true)
    expect(unique(chain.products.map((product) => product.name))).toBe(true)
    expect(unique(skus.map((sku) => sku.id))).toBe(true)
    expect(unique(skus.map((sku) => sku.barcode))).toBe(true)
    expect(unique(chain.reviews.map((review) => review.id))).toBe(true)
    const alike = chain.products.filter(
      (product) => !unique(product.skus.map((sku) => JSON.stringify(sku.options))),
    )
    expect(alike).toEqual([])
  })

  it('has valid EAN-13 barcodes of China', () => {
    const valid = (barcode: string) =>
      /^69\d{11}$/.test(barcode) &&
      [...barcode].reduce((total, digit, i) => total + Number(digit) * (i % 2 ? 3 : 1), 0) % 10 === 0
    expect(valid('6901234567892')).toBe(true)
    expect(valid('6901234567893')).toBe(false)
    expect(skus.filter((sku) => !valid(sku.barcode))).toEqual([])
  })

  it('prices every SKU in whole fen, a list price above the price', () => {
    expect(skus.filter(({ price }) => !isFen(price))).toEqual([])
    const listed = skus.filter((sku) => sku.listPrice !== undefined)
    expect(listed.length).toBeGreaterThan(50)
    expect(listed.filter(({ price, listPrice = 0 }) => !isFen(listPrice) || listPrice <= price)).toEqual([])
  })

  it('describes every product by its shelf', () => {
    const categories = new Map(chain.categories.map((category) => [category.id, category]))
    const poor = chain.products.filter(
      ({ points, attributes }) => points.length < 3 || points.length > 5 || attributes.length === 0,
    )
    expect(poor).toEqual([])
    const lost = chain.products.filter(({ categoryId }) => !categories.get(categoryId)?.parentId)
    expect(lost).toEqual([])
    const misfit = chain.products.filter((product) => {
      const names = product.options.map((option) => option.name).join()
      return product.skus.some((sku) => Object.keys(sku.options).join() !== names)
    })
    expect(misfit).toEqual([])
  })

  it('gives reviews to about a third of the products, by members on their SKUs', () => {
    const reviewed = new Set(chain.reviews.map((review) => review.productId))
    expect(reviewed.size / chain.products.length).toBeGreaterThan(0.25)
    expect(reviewed.size / chain.products.length).toBeLessThan(0.45)
    const products = new Map(chain.products.map((product) => [product.id, product]))
    const stray = chain.reviews.filter(
      ({ productId, skuId, at }) =>
        at > now.toISOString() || !products.get(productId)?.skus.some((sku) => sku.id === skuId),
    )
    expect(stray).toEqual([])
  })

  it('is the same for the same seed and day, another for another seed', () => {
    const later = buildChain({ now: new Date('2026-11-22T15:59:59Z') })
    expect(digest(later)).toBe(digest(chain))
    expect(digest(buildChain({ seed: 7, now }))).not.toBe(digest(chain))
    expect(buildChain({ now: new Date('2026-11-22T16:00:00Z') }).day).toBe('2026-11-23')
  })

  it('grows by scale and keeps what was there', () => {
    const large = buildChain({ now, scale: 3 })
    expect(large.locations).toHaveLength(903)
    expect(large.products).toHaveLength(chain.products.length * 3)
    expect(large.members).toHaveLength(6000)
    expect(large.guides).toHaveLength(180)
    const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)
    expect(same(large.locations.slice(0, 300), chain.locations.slice(0, 300))).toBe(true)
    expect(same(large.products.slice(0, chain.products.length), chain.products)).toBe(true)
    expect(unique(large.locations.map((location) => location.name))).toBe(true)
    expect(unique(large.locations.map((location) => location.code))).toBe(true)
    expect(unique(large.products.map((product) => product.name))).toBe(true)
  })
})

describe('members and guides of the demo chain', () => {
  it('are 60 and 2,000, each known by ids of their own', () => {
    expect(chain.guides).toHaveLength(60)
    expect(chain.members).toHaveLength(2000)
    expect(unique(chain.guides.map((guide) => guide.userid))).toBe(true)
    expect(unique([...chain.guides, ...chain.members].map((person) => person.phone))).toBe(true)
    for (const key of ['id', 'openid', 'unionid'] as const)
      expect(unique(chain.members.map((member) => member[key]))).toBe(true)
    const external = chain.members.flatMap((member) => member.externalUserId ?? [])
    expect(unique(external)).toBe(true)
    expect(external.length / chain.members.length).toBeGreaterThan(0.55)
    expect(external.length / chain.members.length).toBeLessThan(0.66)
    expect(external.filter((id) => !/^wm[\w-]{30}$/.test(id))).toEqual([])
  })

  it('have the tier their last 12 months earn (ME-2)', () => {
    const wrong = chain.members.filter(({ tier, visits }) => tier !== tierOf(yearSpend(visits, chain.day)))
    expect(wrong).toEqual([])
    for (const tier of ['normal', 'silver', 'gold'] as const)
      expect(chain.members.filter((member) => member.tier === tier).length).toBeGreaterThan(20)
    expect([tierOf(499_999), tierOf(500_000), tierOf(999_999), tierOf(1_000_000)]).toEqual([
      'normal',
      'silver',
      'silver',
      'gold',
    ])
  })

  it('have 3 to 25 visits within 14 months, newest first, whose lines add up', () => {
    const prices = new Map(skus.map((sku) => [sku.id, sku.price]))
    const since = new Date(now.getTime() - 427 * 86_400_000).toISOString()
    const misdated = chain.members.filter(({ visits, joinedAt }) => {
      const days = visits.map((visit) => visit.at)
      const first = days.at(-1) ?? ''
      const ordered = [...days].sort().reverse().join() === days.join()
      return (
        !ordered || first <= joinedAt.slice(0, 10) || first < since || days.length < 3 || days.length > 25
      )
    })
    expect(misdated).toEqual([])
    const visits = chain.members.flatMap((member) => member.visits)
    const missummed = visits.filter(({ kind, amount, lines }) => {
      const sum = lines.reduce((total, line) => total + line.price * line.quantity, 0)
      return (
        amount !== (kind === 'purchase' ? sum : 0) ||
        lines.some((line) => prices.get(line.skuId) !== line.price)
      )
    })
    expect(missummed).toEqual([])
  })

  it('begin with 林晓雯, gold, known to 周敏 of 静安寺店 (GU-1)', () => {
    const [lin] = chain.members
    const [zhou] = chain.guides
    expect(lin).toMatchObject({ name: '林晓雯', tier: 'gold', phone: '13812346021', points: 2860 })
    expect(zhou).toMatchObject({ name: '周敏', userid: 'zhoumin', storeId: 'sto_0001', role: 'guide' })
    expect(lin?.guideId).toBe(zhou?.id)
    expect(lin?.tags.map((tag) => tag.name)).toEqual(expect.arrayContaining(['敏感肌', '送礼多', '秋色控']))
    expect(lin?.visits.filter((visit) => visit.kind === 'purchase')).toHaveLength(23)
  })

  it('come to the sandbox as a world in which every follower is a guide', () => {
    const people = world(chain)
    const userids = new Set(people.guides.map((guide) => guide.userid))
    expect(people.persons.length).toBeGreaterThanOrEqual(60)
    expect(people.stores).toHaveLength(300)
    const zhou = chain.guides[0]?.id
    for (const member of chain.members.filter((one) => one.guideId === zhou))
      expect(people.persons.find((person) => person.openid === member.openid)?.followers[0]?.userid).toBe(
        'zhoumin',
      )
    for (const person of people.persons) {
      expect(person.followers.length > 0).toBe(person.externalUserId !== undefined)
      for (const follower of person.followers) expect(userids.has(follower.userid)).toBe(true)
    }
    const names = ['林晓雯', '许知夏', '方远', '顾宁', '唐蕾', '沈悦', '吴越']
    expect(people.persons.slice(0, 7).map((person) => person.name)).toEqual(names)
  })
})
