import Taro, { useRouter } from '@tarojs/taro'
import { Image, Text, View } from '@tarojs/components'
import { useEffect, useState, type ReactNode } from 'react'
import ear from '../../../assets/ear.webp'
import { cancelOrder, confirmReceived, payByTap, payNow } from '../../../orders/actions'
import { openTeam } from '../../../group/open'
import { Bill } from '../../../orders/Bill'
import { Line } from '../../../orders/Lines'
import { prepareMessages } from '../../../orders/messages'
import { openPickup } from '../../../orders/open'
import { payOnOpen } from '../../../orders/pay'
import { OrderFault } from '../../../orders/OrderFault'
import { StoreRow } from '../../../orders/StoreRow'
import type { Order, OrderLine } from '../../../orders/types'
import { countdownText, useCountdown } from '../../../orders/useCountdown'
import { useOrder } from '../../../orders/useOrder'
import { bought, isCollectable, isDelivery, nextText, piecesOf, WAYS } from '../../../orders/words'
import { Icon } from '../../../ui/Icon'
import { metrics } from '../../../ui/metrics'
import { NavBar } from '../../../ui/NavBar'
import { Bone } from '../../../ui/states'
import { Coupons } from './Coupons'
import { DetailBar } from './DetailBar'
import { Facts } from './Facts'
import { PresaleSteps } from './PresaleSteps'
import { Refunds } from './Refunds'
import { TeamCard } from './TeamCard'
import { Voucher } from './Voucher'
import './index.scss'

const OrderPage = () => {
  const { id = '' } = useRouter<{ id: string }>().params
  const { order, error, reload, keep } = useOrder(id)
  const [busy, setBusy] = useState(false)
  const { status, bar } = metrics()
  const isCounter = order?.way === 'counter'
  const left = useCountdown(order?.status === 'unpaid' ? order.payBy : undefined, reload)

  /** One action at a time; its answer becomes the page. */
  const act = async (work: (it: Order) => Promise<Order | undefined>): Promise<void> => {
    if (!order || busy) return
    setBusy(true)
    const next = await work(order)
    setBusy(false)
    if (next) keep(next)
    else reload()
    // Paid for a seat: what is left to do is to bring friends.
    if (order.status === 'unpaid' && next?.status === 'grouping' && next.group) openTeam(next.group.teamId)
  }

  useEffect(prepareMessages, [])
  useEffect(() => {
    // A pay sheet whose phone was closed never answers; the order itself says that it is paid.
    setBusy(false)
    if (order?.status !== 'unpaid' || payOnOpen.get() !== id) return
    payOnOpen.set(undefined)
    void act(payNow)
    // oxlint-disable-next-line react/exhaustive-deps -- begins once, when the order is first seen unpaid
  }, [id, order?.status])

  if (!order && error) return <OrderFault title="订单" error={error} onRetry={reload} />
  return (
    <View className="screen">
      <View className="greenback" style={{ height: `${status + bar + 136}px` }}>
        <Image className="greenback__ear" src={ear} />
      </View>
      <NavBar over tone="brand" back title="订单详情" />
      <View className="screen__body over" style={{ paddingTop: `${status + bar}px` }}>
        <View className="stack">
          <View className="say">
            {order ? (
              <>
                <View className="row g8">
                  <Text className="t24">{order.statusText}</Text>
                  {order.status === 'unpaid' && (
                    <Text className="order__clock num" aria-label="剩余付款时间">
                      {countdownText(left)}
                    </Text>
                  )}
                </View>
                <View className="t15">{nextText(order)}</View>
              </>
            ) : (
              <View className="order__wait">正在打开订单</View>
            )}
          </View>
          {order ? (
            <>
              {isCollectable(order) && (
                <View className="card order__code" hoverClass="press" onClick={() => openPickup(order.id)}>
                  <View className="round">
                    <Icon name="package-check" />
                  </View>
                  <View className="grow">
                    <View className="t15 w6">{isCounter ? '出门出示离店码' : '到店出示取货码'}</View>
                    <View className="t13 c2">
                      {isCounter ? '店员扫一下就能走' : '二维码或 8 位数字，都能取'}
                    </View>
                  </View>
                  <View className="btn btn--brand btn--sm">{isCounter ? '离店码' : '取货码'}</View>
                </View>
              )}
              {order.group && <TeamCard teamId={order.group.teamId} onEnd={reload} />}
              {order.presale && <PresaleSteps order={order} presale={order.presale} onMoment={reload} />}
              {order.store && <StoreRow store={order.store} />}
              {isDelivery(order.way) && order.receiver && (
                <View className="card row g12">
                  <View className="round">
                    <Icon name="map-pin" />
                  </View>
                  <View className="grow">
                    <View className="t15 w6">{order.receiver.address}</View>
                    <View className="t13 c2 num">
                      {order.receiver.name} {order.receiver.phone}
                    </View>
                  </View>
                </View>
              )}
              <Refunds refunds={order.refunds} />
              {order.voucher ? <Voucher voucher={order.voucher} /> : <Goods order={order} />}
              <Coupons order={order} />
              <Facts order={order} />
            </>
          ) : (
            <OrderBones />
          )}
        </View>
      </View>
      {order && (
        <DetailBar
          order={order}
          busy={busy}
          onPay={() => void act(payByTap)}
          onCancel={() => void act(cancelOrder)}
          onReceived={() => void act(confirmReceived)}
          onAgain={() => void Taro.switchTab({ url: '/pages/home/index' })}
        />
      )}
    </View>
  )
}
export default OrderPage

/** The goods line by line, and what they cost. */
const Goods = ({ order }: { order: Order }) => (
  <>
    <View className="card">
      <View className="row between m4 order__way">
        <View className="row g4 t13 w5 cb">
          <Icon name={WAYS[order.way].icon} size={16} />
          {WAYS[order.way].text}
        </View>
        <Text className="t13 c2">共 {piecesOf(bought(order))} 件</Text>
      </View>
      {order.lines.map((it) => (
        <Line key={it.key} line={it} {...noteOf(it, order)} />
      ))}
    </View>
    <Bill
      way={order.way}
      lines={bought(order)}
      amounts={order.amounts}
      deliveryDiscounts={order.deliveryDiscounts}
      sum={sumText(order)}
    />
  </>
)

/** What became of a line: exchanged for it, exchanged away, or given back. */
const noteOf = (it: OrderLine, { lines }: Order): { note?: ReactNode } => {
  const away = lines
    .filter((one) => one.exchangeOf === it.key)
    .reduce((sum, { quantity }) => sum + quantity, 0)
  const back = it.refundedQuantity - away
  const words = [
    it.exchangeOf ? '换来的' : '',
    away > 0 ? `已换 ${away} 件` : '',
    back > 0 ? `已退 ${back} 件` : '',
  ].filter(Boolean)
  return words.length ? { note: <View className="t11 cw w5">{words.join(' · ')}</View> } : {}
}

/** 总价 until all of it is paid in two parts, 应付 before paying, 实付 after. */
const sumText = ({ presale, amounts: { paid, total } }: Order): string => {
  if (presale && paid < total) return '总价'
  return paid > 0 ? '实付' : '应付'
}

const OrderBones = () => (
  <View className="stack order__bones" aria-hidden>
    {[72, 176, 200].map((height) => (
      <View className="card" key={height}>
        <Bone w="50%" h={20} />
        <View className="m12">
          <Bone h={height - 56} r={10} />
        </View>
      </View>
    ))}
  </View>
)
