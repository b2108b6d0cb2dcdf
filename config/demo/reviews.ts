import { REVIEW_CLOSINGS, REVIEW_OPENINGS } from './data/words'
import { addDays, instantOf } from './days'
import { idOf, randomOf } from './random'
import type { DemoMember, DemoProduct, DemoReview } from './types'

const GRUMBLES = /磕痕|搓泥|掉毛|没有想象中/

/** 3 to 8 reviews for a third of the products and for the first eight, newest first within a product. */
export function buildReviews(
  seed: number,
  day: string,
  products: DemoProduct[],
  parents: Map<string, string>,
  members: DemoMember[],
): DemoReview[] {
  let number = 0
  return products.flatMap((product, index) => {
    const random = randomOf(seed, `reviews/${product.id}`)
    if (index >= 8 && !random.chance(1 / 3)) return []
    const openings = REVIEW_OPENINGS[parents.get(product.categoryId) ?? ''] ?? []
    const count = Math.min(random.int(3, 8), openings.length)
    const ages = random.sample(Array.from({ length: 200 }, (_, i) => i + 1), count).sort((a, b) => a - b) // prettier-ignore
    const texts = random.sample(openings, count)
    return texts.map((opening, i): DemoReview => {
      const member = random.pick(members)
      const sku = random.pick(product.skus)
      return {
        id: idOf('rev', ++number, 5),
        productId: product.id,
        skuId: sku.id,
        memberId: member.id,
        nickname: member.nickname,
        avatar: member.avatar,
        rating: GRUMBLES.test(opening) ? random.int(3, 4) : random.chance(0.8) ? 5 : 4,
        text: opening + random.pick(REVIEW_CLOSINGS),
        images: random.chance(0.3) ? [random.pick([sku.image, ...product.images])] : [],
        at: instantOf(addDays(day, -(ages[i] ?? 1)), random.int(8 * 60, 23 * 60)),
      }
    })
  })
}
