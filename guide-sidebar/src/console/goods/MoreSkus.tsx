import { useState } from 'react'
import { SkuDialog } from '../edit/SkuChooser'
import type { Sku } from '../edit/SkuChooser'
import { cellOf } from './goods.rules'
import type { GoodsForm } from './goods.rules'

interface Props {
  value: GoodsForm
  onChange: (goods: GoodsForm) => void
  /** All SKUs are of one product: another product takes the place of the first. */
  oneProduct?: boolean
}

/** Finds SKUs for a campaign and takes them in. */
export const MoreSkus = ({ value, onChange, oneProduct }: Props) => {
  const [isOpen, setOpen] = useState(false)
  const { items, placeIds, quotas } = value
  const pick = ({ skuId, spuId }: Sku) => {
    if (items.some((it) => it.skuId === skuId))
      return onChange({ ...value, items: items.filter((it) => it.skuId !== skuId) })
    const kept = oneProduct ? items.filter((it) => it.spuId === spuId) : items
    const fresh = Object.fromEntries(placeIds.map((it) => [cellOf(skuId, it), 20]))
    onChange({
      ...value,
      items: [...kept, { skuId, spuId, price: undefined, perMember: 1 }],
      quotas: { ...quotas, ...fresh },
    })
  }
  return (
    <>
      {items.length > 0 && <span className="token">{items.length} 个规格</span>}
      <button type="button" className="more-b" onClick={() => setOpen(true)}>
        {items.length > 0 ? '再选' : '选商品'}
      </button>
      {isOpen && (
        <SkuDialog
          isMany
          title={oneProduct ? '选一件商品的规格' : '选商品'}
          chosen={items.map((it) => it.skuId)}
          onPick={pick}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  )
}
