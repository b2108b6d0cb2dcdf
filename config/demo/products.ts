import { APPAREL } from './data/apparel'
import { BEAUTY } from './data/beauty'
import { COLOUR_WORDS } from './data/colours'
import { FOOD } from './data/food'
import { HOME } from './data/home'
import type { Shelf } from './data/shelf'
import { ATTRIBUTES, FIBRES, POINTS, SERIES, SIZES } from './data/words'
import { addDays, instantOf } from './days'
import { parsePicture, pictureUrl, VIEWS, type Recipe } from './media'
import { idOf, randomOf, type Random } from './random'
import type { DemoCategory, DemoOption, DemoProduct, DemoSku } from './types'

const TOPS: Omit<DemoCategory, 'parentId'>[] = [
  { id: 'cat_beauty', name: '美妆护肤', ground: 'rose', order: 1, image: 'beauty:1f484' },
  { id: 'cat_apparel', name: '服饰', ground: 'sky', order: 2, image: 'apparel:1f9e5' },
  { id: 'cat_home', name: '家居', ground: 'sand', order: 3, image: 'home:1fad6' },
  { id: 'cat_food', name: '食品', ground: 'sage', order: 4, image: 'food:1f950' },
]
const SHELVES: Shelf[] = [...BEAUTY, ...APPAREL, ...HOME, ...FOOD]

/** Shown first and carried by every Shanghai store; they also have staged pictures. */
export const HEROES = ['茜红珐琅茶壶套装', '燕麦羊毛双面大衣', '山茶唇膏']
const SHOWN_EARLY = [
  '现烤黄油牛角',
  '五常稻花香米 5kg',
  '桂花乌龙茶包 15 袋',
  '本命红羊绒围巾',
  '大豆香薰蜡烛',
]
const COLOUR_OPTIONS = new Set(['色号', '颜色', '釉色'])

/** Props of the staged scenes c to f of each hero. */
const SCENES: Record<string, string[][]> = {
  茜红珐琅茶壶套装: [['1f33f', '1f375'], ['1f375'], ['1f490', '1f375'], ['1f36a', '1f375']],
  燕麦羊毛双面大衣: [['1f9e3'], ['1f45c', '1f462'], ['1f452', '1f342'], ['2602', '1f45e']],
  山茶唇膏: [['1f338', '1f9fc'], ['1fa9e'], ['1f33a', '1f45d'], ['1f485']],
}

const pictureOf = (spec: string): string => {
  const [ground, main] = spec.split(':') as [Recipe['ground'], string]
  return pictureUrl(parsePicture(main, ground))
}

export function buildCategories(): DemoCategory[] {
  const tops = TOPS.map((top) => ({ ...top, parentId: null, image: pictureOf(top.image) }))
  const shelves = SHELVES.map((shelf, index) => ({
    id: shelf.id,
    name: shelf.name,
    parentId: shelf.parent,
    ground: TOPS.find((top) => top.id === shelf.parent)?.ground ?? 'sage',
    order: index + 1,
    image: pictureUrl(parsePicture(shelf.cover, shelf.ground)),
  }))
  return [...tops, ...shelves]
}

type Row = { shelf: Shelf; name: string; subtitle: string; picture: string; options: string; price: string }

function rows(): Row[] {
  const all = SHELVES.flatMap((shelf) =>
    shelf.rows
      .trim()
      .split('\n')
      .map((line): Row => {
        const [name, subtitle, picture, options, price] = line.trim().split('|')
        if (!name || !subtitle || !picture || options === undefined || !price)
          throw new Error(`row not understood: ${line}`)
        return { shelf, name, subtitle, picture, options, price }
      }),
  )
  const first = [...HEROES, ...SHOWN_EARLY]
  const rank = (row: Row) => (first.includes(row.name) ? first.indexOf(row.name) : first.length)
  return all.sort((a, b) => rank(a) - rank(b))
}

/** GS1 barcode: prefix 697, maker 5820, the number, check digit. */
function ean13(number: number): string {
  const digits = `6975820${String(number).padStart(5, '0')}`
  const sum = [...digits].reduce((total, digit, i) => total + Number(digit) * (i % 2 ? 3 : 1), 0)
  return digits + ((10 - (sum % 10)) % 10)
}

type Value = { value: string; image?: string; delta: number }
type Choice = { name: string; values: Value[] }

function choices(row: Row, main: Recipe): Choice[] {
  return row.options
    .split(';')
    .map((text) => SIZES[text] ?? text)
    .map((text) => {
      const [name, list] = text.split('=')
      if (!name || !list) throw new Error(`options not understood: ${row.options}`)
      const values = list.split(',').map((item): Value => {
        const [label = '', delta] = item.split(':')
        const value = label.replace('*', '')
        if (!COLOUR_OPTIONS.has(name)) return { value, delta: Number(delta ?? 0) }
        const colour = COLOUR_WORDS[value.replace(/^\d+ /, '')]
        if (!colour && value !== '混合香') throw new Error(`colour not known: ${value}`)
        const image = pictureUrl(label.endsWith('*') ? main : { ...main, colour })
        return { value, image, delta: Number(delta ?? 0) }
      })
      return { name, values }
    })
}

const combine = (list: Choice[]): Value[][] =>
  list.reduce<Value[][]>((sets, choice) => sets.flatMap((set) => choice.values.map((v) => [...set, v])), [[]])

function attributesOf(row: Row, random: Random): DemoProduct['attributes'] {
  const net = /\d+(?:\.\d+)?(?:ml|g|kg|L)\b/.exec(row.options)?.[0]
  const fibre =
    row.shelf.parent === 'cat_apparel' ? FIBRES.find(([word]) => word.test(row.name))?.[1] : undefined
  return [
    ...(fibre ? [{ name: '材质', value: fibre }] : []),
    ...(net ? [{ name: '净含量', value: net }] : []),
    ...(ATTRIBUTES[row.shelf.parent] ?? []).map(([name, values]) => ({ name, value: random.pick(values) })),
  ]
}

function imagesOf(row: Row, main: Recipe, options: DemoOption[]): string[] {
  const base = [pictureUrl(main), pictureUrl({ ...main, view: 'b' })]
  const scenes = (SCENES[row.name] ?? []).map((props, i) =>
    pictureUrl({ ...main, props, view: VIEWS[i + 2] ?? 'c' }),
  )
  const colours = options.flatMap((option) => option.values.flatMap((value) => value.image ?? []))
  return [...new Set([...scenes, ...base, ...colours.slice(0, 2)])].slice(0, 6)
}

function skusOf(row: Row, list: Choice[], main: Recipe, factor: number, nextNumber: () => number): DemoSku[] {
  const [price = 0, listPrice] = row.price.split('/').map(Number)
  const fen = (yuan: number) => Math.round(yuan * factor * 10) * 10
  return combine(list).map((set): DemoSku => {
    const number = nextNumber()
    const delta = set.reduce((sum, value) => sum + value.delta, 0)
    return {
      id: idOf('sku', number, 5),
      options: Object.fromEntries(list.map((choice, i) => [choice.name, set[i]?.value ?? ''])),
      price: fen(price + delta),
      ...(listPrice ? { listPrice: fen(listPrice + delta) } : {}),
      barcode: ean13(number),
      image: set.find((value) => value.image)?.image ?? pictureUrl(main),
    }
  })
}

/** The goods of the chain: `scale` times the hand-written list, further rounds as named series of the first. */
export function buildProducts(seed: number, scale: number, day: string): DemoProduct[] {
  const list = rows()
  let skuNumber = 0
  const build = (row: Row, index: number, round: number): DemoProduct => {
    const random = randomOf(seed, `product/${index}/${round}`)
    const main = parsePicture(row.picture, row.shelf.ground)
    const picks = choices(row, main)
    const options = picks.map(({ name, values }) => ({
      name,
      values: values.map(({ value, image }) => ({ value, ...(image ? { image } : {}) })),
    }))
    const factor = round === 0 ? 1 : 1 + random.int(-2, 5) * 0.05
    const ratingCount = random.int(3, 40) * random.int(1, 40)
    const age = random.chance(0.15) ? random.int(1, 28) : random.int(29, 700)
    return {
      id: idOf('spu', round * list.length + index + 1, 4),
      name: round === 0 ? row.name : `${row.name} ${SERIES[(round - 1) % SERIES.length]}系列`,
      subtitle: row.subtitle,
      brand: row.shelf.brands[index % row.shelf.brands.length] ?? '拾禾',
      categoryId: row.shelf.id,
      options,
      skus: skusOf(row, picks, main, factor, () => ++skuNumber),
      images: imagesOf(row, main, options),
      points: random.sample(POINTS[row.shelf.id] ?? [], random.int(3, 4)),
      attributes: attributesOf(row, random),
      tags: [
        ...(age <= 28 ? ['新品'] : []),
        ...(row.price.includes('/') ? ['直降'] : []),
        ...(ratingCount > 700 ? ['热卖'] : []),
      ],
      rating: random.int(44, 50) / 10,
      ratingCount,
      soldCount: ratingCount * random.int(3, 9) + random.int(0, 9),
      onSaleAt: instantOf(addDays(day, -age), 10 * 60),
    }
  }
  return Array.from({ length: scale }, (_, round) => list.map((row, i) => build(row, i, round))).flat()
}
