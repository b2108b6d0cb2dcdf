import Taro, { useDidShow } from '@tarojs/taro'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { useLoad } from '../../api/useLoad'
import { openProduct } from '../../catalog/open'
import { seenGoods } from '../../catalog/seen'
import type { StockLine } from '../../catalog/types'
import { platform } from '../../platform'
import { levelsOf } from '../../stock/levels'
import { useCurrentStore } from '../../stores/currentStore'
import { openStore } from '../../stores/open'
import { Icon } from '../../ui/Icon'
import { NavBar } from '../../ui/NavBar'
import { Head, Picture, Price, StockDot } from '../../ui/parts'
import { EmptyState } from '../../ui/states'
import './index.scss'

/** Empty until there are orders: what to do instead, and what was looked at with its stock. */
const Bag = () => {
  const { data: shop } = useCurrentStore()
  const [seen, setSeen] = useState(seenGoods)
  useDidShow(() => setSeen(seenGoods()))
  const skus = seen.map((it) => it.skuId)
  const { data: stock } = useLoad<Map<string, StockLine>>(
    shop && skus.length > 0 ? `${shop.id}|${skus.join()}` : null,
    () => levelsOf(skus, shop?.id ?? ''),
  )
  return (
    <View className="screen">
      <NavBar title="购物袋" />
      <View className="screen__body">
        <EmptyState
          title="袋子还空着"
          text={
            shop
              ? `线上下单还没开放。看中的可以打给${shop.name}，请店员留一件，到店再买`
              : '线上下单还没开放。看中的可以请附近的店留一件，到店再买'
          }
        >
          <View className="row g8">
            {shop ? (
              <>
                <View className="btn btn--brand" aria-role="button" onClick={() => openStore(shop.id)}>
                  去{shop.name}逛逛
                </View>
                <View
                  className="btn btn--tint"
                  aria-role="button"
                  onClick={() => void platform.callPhone(shop.phone)}
                >
                  <Icon name="phone" size={16} />
                  打给店里
                </View>
              </>
            ) : (
              <View
                className="btn btn--brand"
                aria-role="button"
                onClick={() => void Taro.switchTab({ url: '/pages/stores/index' })}
              >
                找一家店
              </View>
            )}
          </View>
        </EmptyState>
        {seen.length > 0 && (
          <View className="stack">
            <View>
              <Head out title="你最近看过" {...(shop ? { hint: `库存看的是${shop.name}` } : {})} />
              <View className="seen">
                {seen.slice(0, 6).map((it) => {
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
        )}
      </View>
    </View>
  )
}
export default Bag
