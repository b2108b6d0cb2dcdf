import { View } from '@tarojs/components'
import { useLoad } from '../../api/useLoad'
import { openProduct } from '../../catalog/open'
import type { SeenGood } from '../../catalog/seen'
import type { StockLine } from '../../catalog/types'
import { levelsOf } from '../../stock/levels'
import type { StoreSummary } from '../../stores/currentStore'
import { Head, Picture, Price, StockDot } from '../../ui/parts'

/** What was looked at on this phone, with the stock of the store the shopper browses. */
export const Seen = ({ goods, shop }: { goods: SeenGood[]; shop: StoreSummary | undefined }) => {
  const skus = goods.map((it) => it.skuId)
  const { data: stock } = useLoad<Map<string, StockLine>>(
    shop && skus.length > 0 ? `${shop.id}|${skus.join()}` : null,
    () => levelsOf(skus, shop?.id ?? ''),
  )
  if (goods.length === 0) return null
  return (
    <View className="stack m12">
      <View>
        <Head out title="你最近看过" {...(shop ? { hint: `库存看的是${shop.name}` } : {})} />
        <View className="seen">
          {goods.slice(0, 6).map((it) => {
            const line = stock?.get(it.skuId)
            return (
              <View className="seen__cell" key={it.id}>
                <View
                  className="card card--flush"
                  hoverClass="press"
                  onClick={() => openProduct(it.id, it.skuId)}
                >
                  <Picture src={it.image} className="pic--wide" />
                  <View className="seen__b">
                    <View className="t13 w5 cut">{it.name}</View>
                    <Price fen={it.price} size={15} />
                    <View className="seen__s">
                      {line && <StockDot level={line.level} label={line.label} />}
                    </View>
                  </View>
                </View>
              </View>
            )
          })}
        </View>
      </View>
    </View>
  )
}
