import { useDidHide, useDidShow, useRouter } from '@tarojs/taro'
import { Image, View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import ear from '../../../assets/ear.webp'
import { call } from '../../../api/call'
import { serverNow } from '../../../api/serverTime'
import { useRollingCode } from '../../../api/useRollingCode'
import { OrderFault } from '../../../orders/OrderFault'
import { StoreRow } from '../../../orders/StoreRow'
import { useOrder } from '../../../orders/useOrder'
import { collectWords, isCollectable } from '../../../orders/words'
import { platform } from '../../../platform'
import { stampText } from '../../../ui/format'
import { metrics } from '../../../ui/metrics'
import { NavBar } from '../../../ui/NavBar'
import { Bone } from '../../../ui/states'
import { CodePass } from './CodePass'
import { DonePass } from './DonePass'
import { GoodsStrip } from './GoodsStrip'
import './index.scss'

/** While a code is shown the order is looked at often: it turns into 已提货 before the shopper has left the counter. */
const OFTEN = 1500

const Pickup = () => {
  const { id = '' } = useRouter<{ id: string }>().params
  const { order, error, reload } = useOrder(id, (it) => (isCollectable(it) ? OFTEN : undefined))
  const [seen, setSeen] = useState(true)
  const { status, bar } = metrics()
  const open = order !== undefined && isCollectable(order)
  const code = useRollingCode(id, open && seen, () =>
    call('GET /orders/:orderId/pickup-code', { params: { orderId: id } }),
  )

  useDidShow(() => setSeen(true))
  useDidHide(() => setSeen(false))
  useEffect(() => {
    if (open && seen) platform.brighten(true)
    return () => platform.brighten(false)
  }, [open, seen])
  // The code says done, expired or refunded before the order was looked at again.
  const refusal =
    code.error && code.error.status !== 0 && code.error.status < 500 ? code.error.code : undefined
  useEffect(() => {
    if (refusal) reload()
  }, [refusal, reload])

  if (!order && error) return <OrderFault title="取货码" error={error} onRetry={reload} />
  const now = new Date(serverNow())
  const redeemedAt = order?.pickup?.redeemedAt
  const [title, text] = !order
    ? ['取货码', '正在取你的码']
    : redeemedAt
      ? ['已提货', `${order.store?.name ?? '店里'} · ${stampText(redeemedAt, now)}`]
      : open
        ? collectWords(order, now)
        : [order.statusText, '这张单现在不用取货']
  return (
    <View className="screen">
      <View className="greenback" style={{ height: `${status + bar + 232}px` }}>
        <Image className="greenback__ear" src={ear} />
      </View>
      <NavBar over tone="brand" back title={order?.way === 'counter' ? '离店码' : '取货码'} />
      <View className="screen__body screen__safe over" style={{ paddingTop: `${status + bar}px` }}>
        <View className="stack">
          <View className="say">
            <View className="t24">{title}</View>
            <View className="t15">{text}</View>
          </View>
          {order && !open ? (
            <DonePass order={order} />
          ) : (
            <CodePass
              code={code.code}
              error={code.error}
              isStale={code.isStale || Boolean(error)}
              paidAt={order?.paidAt}
              onRetry={code.reload}
            />
          )}
          {order ? (
            <>
              {order.store && <StoreRow store={order.store} />}
              <GoodsStrip order={order} />
            </>
          ) : (
            <View className="card" aria-hidden>
              <Bone h={64} r={10} />
            </View>
          )}
        </View>
      </View>
    </View>
  )
}
export default Pickup
