import { useState } from 'react'
import { Icon } from '../../ui/Icon'
import { Picture } from '../../ui/Picture'
import { Yuan } from '../../ui/Yuan'
import { useSkus } from '../edit/SkuChooser'
import { WholeInput, YuanInput } from '../edit/inputs'
import { cellOf, filledWith } from './goods.rules'
import type { GoodsForm } from './goods.rules'
import { usePlaceNames } from './Places'

interface Props {
  value: GoodsForm
  onChange: (goods: GoodsForm) => void
  priceName: string
  /** Each SKU has its own limit per person. */
  withLimit?: boolean
  disabled: boolean
}

/** Every SKU with its price in the campaign and its pieces by place. */
export const GoodsTable = ({ value, onChange, priceName, withLimit, disabled }: Props) => {
  const [all, setAll] = useState<number | undefined>(20)
  const { items, placeIds, quotas } = value
  const skus = useSkus(items.map((it) => it.skuId))
  const nameOf = usePlaceNames(placeIds)
  const setItem = (skuId: string, change: Partial<GoodsForm['items'][number]>) =>
    onChange({ ...value, items: items.map((it) => (it.skuId === skuId ? { ...it, ...change } : it)) })
  if (items.length === 0) return null
  return (
    <fieldset className="goods" disabled={disabled}>
      <div className="goods-in">
        <table className="tb">
          <thead>
            <tr>
              <th>商品</th>
              <th className="r">原价</th>
              <th>{priceName}</th>
              {withLimit && <th>每人</th>}
              {placeIds.map((it) => (
                <th key={it}>{nameOf(it)}</th>
              ))}
              <th />
            </tr>
          </thead>
          <tbody>
            {items.map(({ skuId, price, perMember }) => {
              const sku = skus.find((it) => it.skuId === skuId)
              const name = sku ? `${sku.name} ${sku.optionText}`.trim() : skuId
              return (
                <tr key={skuId}>
                  <td>
                    <span className="p">
                      <Picture src={sku?.image} icon="shopping-bag" word={name} size={32} />
                      <span className="goods-n">
                        <b className="m cut">{sku?.name ?? '…'}</b>
                        <span className="i2 t11 cut">{sku?.optionText}</span>
                      </span>
                    </span>
                  </td>
                  <td className="r i2">{sku && <Yuan amount={sku.price} />}</td>
                  <td className={sku && price && price >= sku.price ? 'goods-bad' : undefined}>
                    <YuanInput
                      label={`${name}${priceName}`}
                      value={price}
                      onChange={(it) => setItem(skuId, { price: it })}
                    />
                    {sku && price && price >= sku.price ? (
                      <span className="goods-why" role="alert">
                        要低于原价
                      </span>
                    ) : null}
                  </td>
                  {withLimit && (
                    <td>
                      <WholeInput
                        label={`${name}每人限购`}
                        after="件"
                        width={72}
                        value={perMember}
                        onChange={(it) => setItem(skuId, { perMember: it })}
                      />
                    </td>
                  )}
                  {placeIds.map((placeId) => (
                    <td key={placeId}>
                      <WholeInput
                        label={`${name}在${nameOf(placeId)}`}
                        after="件"
                        width={84}
                        value={quotas[cellOf(skuId, placeId)]}
                        onChange={(it) =>
                          onChange({ ...value, quotas: { ...quotas, [cellOf(skuId, placeId)]: it } })
                        }
                      />
                    </td>
                  ))}
                  <td className="r">
                    <button
                      type="button"
                      className="out"
                      aria-label={`去掉${name}`}
                      onClick={() => onChange({ ...value, items: items.filter((it) => it.skuId !== skuId) })}
                    >
                      <Icon name="x" size={14} />
                    </button>
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
      {placeIds.length > 0 && !disabled && (
        <div className="row goods-all">
          <span className="i2">每格都填</span>
          <WholeInput label="每格件数" after="件" width={84} value={all} onChange={setAll} />
          <button
            type="button"
            className="more-b"
            disabled={!all}
            onClick={() => all && onChange({ ...value, quotas: filledWith(value, all) })}
          >
            填上
          </button>
        </div>
      )}
    </fieldset>
  )
}
