import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { call } from '../../api/call'
import { serverNow } from '../../api/serverTime'
import { useLoad } from '../../api/useLoad'
import { openOrder, openOrders, openPickup } from '../../orders/open'
import type { ListTab, Order } from '../../orders/types'
import { piecesOf } from '../../orders/words'
import { dueText, wordsWith } from '../../ui/format'
import { Icon } from '../../ui/Icon'
import type { IconName } from '../../ui/iconNames'
import { Head, Picture } from '../../ui/parts'
import { useReturn } from '../../ui/useReturn'

const ENTRIES: [ListTab, string, IconName][] = [
  ['unpaid', '待付款', 'wallet'],
  ['pickup', '待自提', 'package-check'],
  ['delivery', '配送中', 'bike'],
  ['done', '已完成', 'circle-check'],
  ['refund', '退款', 'undo-2'],
]
/** Those that wait for the shopper have their number beside them. */
const COUNTED: ListTab[] = ['unpaid', 'pickup', 'delivery']
const MOST = 20

const countText = (it: { orders: Order[]; next?: string | undefined }): string =>
  it.next ? `${MOST}+` : String(it.orders.length)

/** The ways to the orders, with how many wait; and what is ready to be fetched. */
export const Orders = () => {
  const [visit, setVisit] = useState(0)
  useReturn(() => setVisit((it) => it + 1))
  const { data } = useLoad(`${visit}`, async () => {
    const [unpaid, pickup, delivery] = await Promise.all(
      COUNTED.map((status) => call('GET /orders', { query: { status, limit: MOST } })),
    )
    return { unpaid, pickup, delivery }
  })
  const ready = data?.pickup?.orders[0]
  const line = ready?.lines[0]
  return (
    <View className="card">
      <Head title="订单" onMore={() => openOrders()} />
      <View className="myorders">
        {ENTRIES.map(([tab, text, icon]) => {
          const counted = tab === 'unpaid' || tab === 'pickup' || tab === 'delivery' ? data?.[tab] : undefined
          return (
            <View
              className="myorders__e"
              key={tab}
              hoverClass="press"
              aria-role="button"
              onClick={() => openOrders(tab)}
            >
              <Icon name={icon} size={24} />
              {counted && counted.orders.length > 0 && (
                <Text className="badge num">{countText(counted)}</Text>
              )}
              <Text>{text}</Text>
            </View>
          )
        })}
      </View>
      {ready && line && (
        <View className="live" hoverClass="press" onClick={() => openOrder(ready.id)}>
          <Picture src={line.image} className="s48" />
          <View className="grow">
            <View className="t15 w6 cut">{piecesOf(ready.lines)} 件已留好，来取吧</View>
            <View className="t13 c2 cut">
              {[
                ready.pickup && wordsWith('留到', dueText(ready.pickup.expiresAt, new Date(serverNow()))),
                ready.store?.name,
              ]
                .filter(Boolean)
                .join('，')}
            </View>
          </View>
          <View
            className="btn btn--sm btn--brand"
            aria-role="button"
            onClick={(event) => {
              event.stopPropagation()
              openPickup(ready.id)
            }}
          >
            取货码
          </View>
        </View>
      )}
    </View>
  )
}
