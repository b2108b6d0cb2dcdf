import { addDays, instantOf } from './days'
import { idOf, type Random } from './random'
import type { DemoProduct, DemoSku, DemoStore, DemoVisit, VisitLine } from './types'

const HISTORY_DAYS = 425
const YEAR_DAYS = 365

export function lineOf(product: DemoProduct, sku: DemoSku, quantity: number): VisitLine {
  const said = Object.values(sku.options).join(' ')
  return {
    skuId: sku.id,
    name: said && !product.name.includes(said) ? `${product.name} ${said}` : product.name,
    image: sku.image,
    quantity,
    price: sku.price,
  }
}

export const amountOf = (lines: VisitLine[]) =>
  lines.reduce((sum, line) => sum + line.price * line.quantity, 0)

/** Spend over all channels in the 12 months up to the end of `day`, in fen (ME-2). */
export function yearSpend(visits: DemoVisit[], day: string): number {
  const since = instantOf(addDays(day, -YEAR_DAYS), 0)
  return visits.filter((visit) => visit.at >= since).reduce((sum, visit) => sum + visit.amount, 0)
}

/** 3 to 25 visits of the last 14 months, newest first; big spenders buy more of the dearer goods. */
export function visitsOf(
  memberId: string,
  random: Random,
  homeStoreId: string,
  day: string,
  products: DemoProduct[],
  stores: DemoStore[],
): DemoVisit[] {
  const level = random.next()
  const count = level > 0.9 ? random.int(14, 25) : level > 0.65 ? random.int(8, 18) : random.int(3, 12)
  const ages = random.sample(
    Array.from({ length: HISTORY_DAYS - 1 }, (_, i) => i + 1),
    count,
  )
  const linesMax = level > 0.9 ? 4 : level > 0.65 ? 3 : 2
  return ages
    .sort((a, b) => a - b)
    .map((age, index): DemoVisit => {
      const channel = random.chance(0.35) ? 'online' : 'store'
      const fate = random.next()
      const kind = channel === 'online' || fate < 0.7 ? 'purchase' : fate < 0.87 ? 'visit' : 'trial'
      const lines = Array.from({ length: kind === 'visit' ? 0 : random.int(1, linesMax) }, () => {
        const product = pickProduct(random, products, level > 0.9)
        return lineOf(product, random.pick(product.skus), kind === 'purchase' && random.chance(0.15) ? 2 : 1)
      })
      return {
        id: `vis_${memberId.slice(4)}_${String(index + 1).padStart(2, '0')}`,
        storeId: random.chance(0.8) ? homeStoreId : random.pick(stores).id,
        at: instantOf(addDays(day, -age), random.int(10 * 60, 21 * 60 + 30)),
        channel,
        kind,
        amount: kind === 'purchase' ? amountOf(lines) : 0,
        lines,
      }
    })
}

function pickProduct(random: Random, products: DemoProduct[], dear: boolean): DemoProduct {
  const one = random.pick(products)
  if (!dear || random.chance(0.4)) return one
  const other = random.pick(products)
  return (other.skus[0]?.price ?? 0) > (one.skus[0]?.price ?? 0) ? other : one
}

/** A visit written by hand: days ago, minutes of the day, channel, kind, [product, option words, quantity] each. */
type Drawn = [
  ago: number,
  minutes: number,
  channel: DemoVisit['channel'],
  kind: DemoVisit['kind'],
  goods: [name: string, words: string[], quantity: number][],
]

/** 林晓雯's history: the mock-up's last two orders first, 23 purchases, nine of them online. */
export const LIN_VISITS: Drawn[] = [
  [12, 1120, 'store', 'purchase', [['羊绒围巾', ['莓红'], 1]]],
  [12, 1090, 'store', 'trial', [['双面羊绒大衣', ['驼色', 'M'], 1]]],
  [25, 1290, 'online', 'purchase', [['舒缓保湿乳 200ml', ['200ml'], 1], ['山茶唇膏', ['01 豆沙'], 1]]],
  [38, 940, 'store', 'purchase', [['桂花乌龙茶包 15 袋', ['30 袋'], 2]]],
  [40, 1010, 'store', 'trial', [['收腰连衣裙', ['墨绿', 'M'], 1]]],
  [54, 1265, 'online', 'purchase', [['积雪草舒缓面霜', ['50g'], 1], ['积雪草舒缓面膜 5 片', ['20 片'], 1]]],
  [62, 980, 'store', 'purchase', [['三支香薰蜡烛礼盒', ['三支'], 2], ['茶礼盒 四时', ['四罐'], 2]]],
  [76, 1050, 'store', 'purchase', [['半高领羊绒衫', ['驼色', 'M'], 1], ['羊毛半裙', ['焦糖', 'M'], 1]]],
  [88, 870, 'store', 'purchase', [['骨瓷茶杯带碟', ['四套'], 1], ['白牡丹散茶', ['100g'], 1]]],
  [101, 1300, 'online', 'purchase', [['燕麦洁面泡沫', ['300ml'], 1]]],
  [116, 1025, 'store', 'purchase', [['真丝衬衫', ['月白', 'M'], 1]]],
  [129, 720, 'online', 'purchase', [['五常稻花香米 5kg', ['5kg'], 1], ['椴树蜜 250g', ['500g'], 1]]],
  [145, 1140, 'store', 'purchase', [['玫瑰白茶淡香水', ['50ml'], 1]]],
  [160, 1280, 'online', 'purchase', [['防晒乳 SPF50+', ['90ml'], 2]]],
  [171, 900, 'store', 'purchase', [['撞色托特手提包', ['棕色'], 1]]],
  [188, 1010, 'store', 'purchase', [['当季混合花束', ['大束'], 1], ['草莓奶油蛋糕 切片', ['切片'], 2]]],
  [203, 1290, 'online', 'purchase', [['水洗棉四件套', ['鼠尾草', '1.8m 床'], 1]]],
  [221, 1100, 'store', 'purchase', [['短筒皮靴', ['棕色', '37'], 1]]],
  [239, 1245, 'online', 'purchase', [['蓝铜胜肽紧致霜', ['50g'], 2]]],
  [256, 960, 'store', 'purchase', [['双面羊绒大衣', ['炭灰', 'M'], 1]]],
  [281, 1275, 'online', 'purchase', [['每日坚果 30 包', ['30 包'], 2]]],
  [298, 915, 'store', 'purchase', [['年货坚果大礼盒', ['2kg'], 2], ['红纸灯笼', ['一对'], 1]]],
  [322, 1085, 'store', 'purchase', [['茜红珐琅茶壶套装', ['青瓷', '一壶两杯'], 1]]],
  [334, 930, 'store', 'purchase', [['榉木餐椅', ['棕色'], 2], ['棉麻西装外套', ['燕麦', 'M'], 1]]],
  [347, 1260, 'online', 'purchase', [['圆领羊毛衫', ['燕麦', 'M'], 2]]],
] // prettier-ignore

/** Visits written by hand, looked up in the catalogue; throws if one names goods that are not there. */
export function drawnVisits(
  memberId: string,
  drawn: Drawn[],
  cast: { day: string; products: DemoProduct[]; stores: DemoStore[] },
): DemoVisit[] {
  return drawn.map(([ago, minutes, channel, kind, goods], index) => {
    const lines = goods.map(([name, words, quantity]) => {
      const product = cast.products.find((one) => one.name === name)
      const sku = product?.skus.find((one) =>
        words.every((word) => Object.values(one.options).includes(word)),
      )
      if (!product || !sku) throw new Error(`no such goods: ${name} ${words.join(' ')}`)
      return lineOf(product, sku, quantity)
    })
    return {
      id: `${idOf('vis', Number(memberId.slice(4)), 5)}_${String(index + 1).padStart(2, '0')}`,
      storeId: cast.stores[0]?.id ?? 'sto_0001',
      at: instantOf(addDays(cast.day, -ago), minutes),
      channel,
      kind,
      amount: kind === 'purchase' ? amountOf(lines) : 0,
      lines,
    }
  })
}
