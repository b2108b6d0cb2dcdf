import fc from 'fast-check'
import { cardOf, indexTerms, queryWords } from '../../server/features/catalog/catalog.rules'

const han = fc.constantFrom(...'龙井茶叶礼盒面膜补水羊绒围巾陶瓷杯子手冲壶')
const hanText = (minLength: number, maxLength: number) =>
  fc.array(han, { minLength, maxLength }).map((letters) => letters.join(''))
const isFound = (text: string, query: string) => {
  const terms = indexTerms(text)
  return queryWords(query).every((word) => word.every((term) => terms.has(term)))
}

describe('words a product is found by (CA-1)', () => {
  it('include every part of a Chinese text', () => {
    const law = fc.property(hanText(1, 20), fc.nat(), fc.nat(), (text, from, length) => {
      const start = from % text.length
      const part = text.slice(start, start + 1 + (length % (text.length - start)))
      expect(isFound(text, part)).toBe(true)
    })
    fc.assert(law, { numRuns: 400 })
  })
  it('include every word of a text that mixes Chinese, Latin and numbers without spaces', () => {
    const latin = fc.stringMatching(/^[a-z]{1,6}[0-9]{0,3}$/)
    const law = fc.property(hanText(1, 6), latin, hanText(1, 6), (before, word, after) => {
      const text = `${before}${word}${after}`
      for (const query of [before, word, after, text, word.toUpperCase()])
        expect(isFound(text, query)).toBe(true)
    })
    fc.assert(law)
  })
  it('are the whole text itself, whatever was written', () => {
    const law = fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), (text) => {
      expect(isFound(text, text)).toBe(true)
    })
    fc.assert(law, { numRuns: 500 })
  })
  it('do not depend on full-width letters or case', () => {
    expect(indexTerms('ＳＰＦ５０ 防晒')).toEqual(indexTerms('spf50 防晒'))
  })
  it('keep a size beside Chinese as one word', () => {
    expect([...indexTerms('玻尿酸500ml装')]).toContain('500ml')
    expect(isFound('花茶1.5L家庭装', '1.5l')).toBe(true)
  })
  it('do not match a Chinese word whose letters only stand apart', () => {
    expect(isFound('茶具与水壶', '茶壶')).toBe(false)
  })
})

describe('a query (CA-1)', () => {
  it('of punctuation alone has no words', () => expect(queryWords(' ，。！- ')).toEqual([]))
  it('of one Chinese character asks for that character', () => expect(queryWords('茶')).toEqual([['茶']]))
  it('of a longer word asks for each of its pairs', () => {
    expect(queryWords('玻璃杯 hello')).toEqual([['玻璃', '璃杯'], ['hello']])
  })
})

describe("a product's card (CA-2)", () => {
  const base = { _id: 'spu_1', name: '茶', subtitle: '', brand: '', tags: [], soldCount: 0 }
  it('shows the cheapest SKU, the first of equals', () => {
    const sku = fc.record({ id: fc.uuid(), price: fc.integer({ min: 1, max: 5 }), image: fc.uuid() })
    const law = fc.property(fc.array(sku, { minLength: 1 }), (skus) => {
      const card = cardOf({ ...base, skus })
      const lowest = Math.min(...skus.map((it) => it.price))
      const first = skus.find((it) => it.price === lowest)
      expect(card).toMatchObject({
        price: lowest,
        skuId: first?.id,
        image: first?.image,
        skuCount: skus.length,
      })
    })
    fc.assert(law)
  })
})
