/** Goods of a campaign while they are typed: each SKU with its price, and its pieces by place. */
export interface GoodsForm {
  items: { skuId: string; spuId: string; price: number | undefined; perMember: number | undefined }[]
  /** Stores and warehouses that give pieces. */
  placeIds: string[]
  /** Pieces by SKU and place, under `cellOf`. */
  quotas: Record<string, number | undefined>
}
export const noGoods: GoodsForm = { items: [], placeIds: [], quotas: {} }

export const cellOf = (skuId: string, placeId: string): string => `${skuId}@${placeId}`

/** Every cell that is filled in, place by place. */
export const piecesOf = ({ items, placeIds, quotas }: GoodsForm) =>
  items.flatMap(({ skuId }) =>
    placeIds.flatMap((locationId) => {
      const quota = quotas[cellOf(skuId, locationId)]
      return quota ? [{ skuId, locationId, quota }] : []
    }),
  )

/** The same number in every cell. */
export const filledWith = (form: GoodsForm, quota: number): GoodsForm['quotas'] =>
  Object.fromEntries(
    form.items.flatMap(({ skuId }) => form.placeIds.map((placeId) => [cellOf(skuId, placeId), quota])),
  )

/** What is not filled in yet of prices, and of pieces. */
export const goodsProblems = (form: GoodsForm): { items?: string; places?: string } => {
  const { items, placeIds } = form
  if (items.length === 0) return { items: '选至少一件商品' }
  const pieces = piecesOf(form)
  const bare = items.some(({ skuId }) => !pieces.some((it) => it.skuId === skuId))
  return {
    ...(items.some((it) => !it.price) ? { items: '给每件商品写上活动价' } : {}),
    ...(placeIds.length === 0
      ? { places: '选从哪些门店或仓库出货' }
      : bare
        ? { places: '每件商品至少在一个地方留出数量' }
        : {}),
  }
}

/** Goods as they are typed, from prices and pieces as the server holds them. */
export const goodsOf = (
  items: GoodsForm['items'],
  pieces: readonly { skuId: string; locationId: string; quota: number }[],
): GoodsForm => ({
  items,
  placeIds: [...new Set(pieces.map((it) => it.locationId))],
  quotas: Object.fromEntries(pieces.map((it) => [cellOf(it.skuId, it.locationId), it.quota])),
})
