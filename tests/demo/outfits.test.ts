import { buildChain } from '../../config/demo/chain'
import { buildOutfits } from '../../config/demo/outfits'

const chain = buildChain({ now: new Date('2026-11-24T04:00:00Z') })

describe('outfits of the demo chain (GU-3)', () => {
  it('are of goods the chain sells, several each, most for everybody', () => {
    const sold = new Set(chain.products.flatMap((it) => it.skus.map((sku) => sku.id)))
    const outfits = buildOutfits(chain)
    for (const { skuIds } of outfits) {
      expect(skuIds.length).toBeGreaterThan(1)
      expect(skuIds.every((it) => sold.has(it))).toBe(true)
    }
    expect(outfits.map((it) => it.guideId)).toEqual([undefined, undefined, undefined, chain.guides[0]?.id])
  })
})
