import { pinyin } from 'pinyin-pro'
import type { ProductDoc } from './catalog.model'
import { indexTerms, queryWords, wordsOf } from './catalog.rules'

/** Weight of a term by where it stands. */
const NAME = 8
const LABEL = 3
const TEXT = 1

export interface SearchIndex {
  /** term → product position → weight */
  terms: Map<string, Map<number, number>>
  /** Latin spelling → Han words it stands for. */
  spellings: Map<string, Set<string>>
  /** Name words by how many products carry them. */
  words: Map<string, number>
  /** Pinyin of each name word, whole and initials. */
  spelt: Map<string, readonly [string, string]>
}

const spell = (word: string) => pinyin(word, { toneType: 'none', separator: '' })
const initials = (word: string) => pinyin(word, { pattern: 'first', toneType: 'none', separator: '' })

/** An inverted index over names, brands, categories, tags and descriptions, with pinyin for the words of names. */
export function buildSearchIndex(
  products: readonly ProductDoc[],
  categoryName: (categoryId: string) => string,
): SearchIndex {
  const index: SearchIndex = { terms: new Map(), spellings: new Map(), words: new Map(), spelt: new Map() }
  const add = (text: string, at: number, weight: number) => {
    for (const term of indexTerms(text)) {
      const postings = index.terms.get(term) ?? new Map<number, number>()
      index.terms.set(term, postings.set(at, Math.max(weight, postings.get(at) ?? 0)))
    }
  }
  products.forEach((product, at) => {
    add(product.name, at, NAME)
    add([product.brand, categoryName(product.categoryId), ...product.tags].join(' '), at, LABEL)
    add(
      [
        product.subtitle,
        ...product.points,
        ...product.options.flatMap((it) => it.values.map((v) => v.value)),
      ].join(' '),
      at,
      TEXT,
    )
    for (const word of new Set(wordsOf(product.name)))
      if (/^\p{Script=Han}{2,}$/u.test(word)) index.words.set(word, (index.words.get(word) ?? 0) + 1)
  })
  for (const word of index.words.keys()) {
    const spellings = [spell(word), initials(word)] as const
    index.spelt.set(word, spellings)
    for (const it of spellings) index.spellings.set(it, (index.spellings.get(it) ?? new Set()).add(word))
  }
  return index
}

type Hits = Map<number, number>

function wordHits(index: SearchIndex, terms: readonly string[]): Hits {
  const [first, ...rest] = terms.map((it) => index.terms.get(it) ?? new Map<number, number>())
  const hits: Hits = new Map()
  for (const [at, weight] of first ?? [])
    if (rest.every((it) => it.has(at))) hits.set(at, Math.min(weight, ...rest.map((it) => it.get(at) ?? 0)))
  return hits
}

/** Hits of one query word, also through pinyin (`chahu`, `ch` → 茶壶). */
function hitsOf(index: SearchIndex, terms: readonly string[]): Hits {
  const hits = wordHits(index, terms)
  const [only] = terms
  if (hits.size || terms.length !== 1 || !only) return hits
  for (const word of index.spellings.get(only) ?? [])
    for (const [at, weight] of wordHits(index, queryWords(word).flat()))
      hits.set(at, Math.max(weight, hits.get(at) ?? 0))
  return hits
}

/**
 * Products matching a query, as position → score. All words must match; where nothing has all of them, products
 * with at least half of the words are offered.
 */
export function search(index: SearchIndex, query: string): Hits {
  const words = queryWords(query)
  if (!words.length) return new Map()
  const perWord = words.map((terms) => hitsOf(index, terms))
  const scores: Hits = new Map()
  const matched = new Map<number, number>()
  for (const hits of perWord)
    for (const [at, weight] of hits) {
      scores.set(at, (scores.get(at) ?? 0) + weight)
      matched.set(at, (matched.get(at) ?? 0) + 1)
    }
  const most = Math.max(0, ...matched.values())
  const needed = most === words.length ? words.length : Math.max(1, Math.ceil(words.length / 2))
  for (const [at, count] of matched) if (count < needed) scores.delete(at)
  return scores
}

/** Completions of what was typed, most frequent first; without input, the most frequent words. */
export function suggest(index: SearchIndex, typed: string, limit = 10): string[] {
  const start = typed.normalize('NFKC').toLowerCase()
  const fits = (word: string) =>
    !start || word.includes(start) || index.spelt.get(word)?.some((it) => it.startsWith(start))
  return [...index.words]
    .filter(([word]) => fits(word))
    .sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]))
    .slice(0, limit)
    .map(([word]) => word)
}
