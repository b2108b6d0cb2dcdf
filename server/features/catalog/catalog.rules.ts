import type { z } from 'zod'
import type { productCard } from './catalog.contract'

type Card = z.infer<typeof productCard>

interface Priced {
  id: string
  price: number
  listPrice?: number
  image: string
}
interface Shown {
  _id: string
  name: string
  subtitle: string
  brand: string
  tags: readonly string[]
  soldCount: number
  skus: readonly Priced[]
}

/** What a list shows of a product: its first SKU at the lowest price. */
export function cardOf(product: Shown): Card {
  const cheapest = product.skus.reduce((best, it) => (it.price < best.price ? it : best))
  return {
    id: product._id,
    name: product.name,
    subtitle: product.subtitle,
    brand: product.brand,
    image: cheapest.image,
    price: cheapest.price,
    ...(cheapest.listPrice ? { listPrice: cheapest.listPrice } : {}),
    skuCount: product.skus.length,
    skuId: cheapest.id,
    tags: [...product.tags],
    soldCount: product.soldCount,
  }
}

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' })
const isHan = (text: string) => /\p{Script=Han}/u.test(text)
/** Runs of Han characters, and runs of other letters and digits. */
const runsOf = (text: string): string[] =>
  text.match(/\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{N}])+/gu) ?? []

/** Words of a text as a reader would separate them, lower case, without punctuation. */
export const wordsOf = (text: string): string[] =>
  [...segmenter.segment(text.normalize('NFKC').toLowerCase())]
    .filter((it) => it.isWordLike)
    .map((it) => it.segment)

const grams = (run: string): string[] => {
  const letters = [...run]
  return letters.length < 2 ? letters : letters.slice(1).map((letter, at) => `${letters[at]}${letter}`)
}

/** What a text is found by: Latin and digit words whole, Han runs as single characters and pairs. */
export function indexTerms(text: string): Set<string> {
  const terms = new Set<string>()
  for (const run of runsOf(text.normalize('NFKC').toLowerCase()))
    if (isHan(run)) for (const term of [...run, ...grams(run)]) terms.add(term)
    else terms.add(run)
  return terms
}

/**
 * A query as words, each with the terms that must all be present for the word to be present. Han runs are split
 * into words as a reader would, all else as `indexTerms` does.
 */
export const queryWords = (query: string): string[][] =>
  runsOf(query.normalize('NFKC').toLowerCase()).flatMap((run) =>
    isHan(run) ? wordsOf(run).map(grams) : [[run]],
  )
