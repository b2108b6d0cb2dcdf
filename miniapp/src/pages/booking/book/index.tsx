import { useRouter, useShareAppMessage } from '@tarojs/taro'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { bookUrl } from '../../../booking/open'
import { FromGuide } from '../../../guide/FromGuide'
import { OwnFault } from '../../../members/OwnFault'
import { openCityPicker } from '../../../stores/open'
import { NavBar } from '../../../ui/NavBar'
import { EmptyState, ErrorState } from '../../../ui/states'
import { BookBar } from './BookBar'
import { BookingStores } from './BookingStores'
import { ServiceBones } from './Services'
import { StoreHead, StoreHeadBones } from './StoreHead'
import { useBook, type Booking, type BookParams } from './useBook'
import { Wish } from './Wish'
import './index.scss'

/** 预约到店 (AP-1): where, what, when. With `move` it is another time of an appointment. */
const Book = () => {
  const params = useRouter().params as BookParams
  const booking = useBook(params)
  const { moved, store, storeId, service, slot, adviser, busy } = booking
  const [isPicking, setPicking] = useState(false)
  const isMove = params.move !== undefined

  useShareAppMessage(() => ({
    title: service ? `${store.data?.name ?? '拾禾生活'} · 一起来${service.name}` : '预约到店 · 拾禾生活',
    path: bookUrl(storeId, service?.id),
  }))

  if (isMove && moved.error && !moved.data)
    return (
      <OwnFault
        title="改约"
        error={moved.error}
        onRetry={moved.reload}
        signIn={{ title: '登录后改约', text: '用预约时的微信登录' }}
      />
    )
  return (
    <View className="screen">
      <NavBar back title={isMove ? '改约' : '预约到店'} />
      {!isMove && <Where store={store} onChange={() => setPicking(true)} />}
      <View className="screen__body">
        <View className="stack book">
          <FromGuide cardId={params.card} />
          {service ? (
            <Wish booking={booking} service={service} />
          ) : (
            <NoService booking={booking} isMove={isMove} onPick={() => setPicking(true)} />
          )}
        </View>
      </View>
      {service && (
        <BookBar
          service={service}
          slot={slot}
          adviser={adviser}
          busy={busy}
          isMove={isMove}
          onGo={() => void booking.confirm()}
        />
      )}
      {isPicking && (
        <BookingStores
          storeId={storeId}
          onClose={() => setPicking(false)}
          onChoose={(it) => {
            setPicking(false)
            booking.chooseStore(it)
          }}
        />
      )}
    </View>
  )
}
export default Book

const Where = ({ store, onChange }: { store: Booking['store']; onChange: () => void }) => {
  if (store.data) return <StoreHead store={store.data} onChange={onChange} />
  return store.loading ? <StoreHeadBones /> : null
}

/** Nothing to choose from: no store yet, not read yet or not to be read, or a store that takes no bookings. */
const NoService = ({
  booking: { store, services },
  isMove,
  onPick,
}: {
  booking: Booking
  isMove: boolean
  onPick: () => void
}) => {
  if (services.error) return <ErrorState error={services.error} onRetry={services.reload} />
  if (!isMove && store.error) return <ErrorState error={store.error} onRetry={store.reload} />
  if (!isMove && !store.loading && !store.data)
    return (
      <EmptyState title="先找一家店" text="允许使用位置，或选一座城市，看看附近能约什么">
        <View className="btn btn--brand" aria-role="button" onClick={() => openCityPicker()}>
          选择城市
        </View>
      </EmptyState>
    )
  if (!services.data) return <ServiceBones />
  if (isMove) return <EmptyState title="这项服务现在约不了" text="换一项服务，或打电话给门店" />
  return (
    <EmptyState title="这家店还不能预约" text="换一家店看看，附近的店都列好了">
      <View className="btn btn--brand" aria-role="button" onClick={onPick}>
        换一家店
      </View>
    </EmptyState>
  )
}
