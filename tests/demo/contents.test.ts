import { buildChain } from '../../config/demo/chain'
import { buildContents } from '../../config/demo/contents'
import { RULE_TAGS, TAGS } from '../../config/demo/data/words'

const chain = buildChain({ now: new Date('2026-11-24T04:00:00Z') })

describe('content of the demo chain (GU-3)', () => {
  it('speaks of goods the chain sells, each piece with a picture and a tag customers have', () => {
    const sold = new Set(chain.products.flatMap((it) => it.skus.map((sku) => sku.id)))
    const tags = new Set([...TAGS.flatMap(([, names]) => names), ...RULE_TAGS])
    const contents = buildContents(chain)
    expect(new Set(contents.map((it) => it._id)).size).toBe(contents.length)
    for (const { image, topics, parts } of contents) {
      expect(image).not.toBe('')
      expect(topics.some((it) => tags.has(it))).toBe(true)
      const spoken = parts.flatMap((it) => it.skuId ?? [])
      expect(spoken.length).toBeGreaterThan(1)
      expect(spoken.every((it) => sold.has(it))).toBe(true)
    }
  })
})
