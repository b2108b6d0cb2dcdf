import { Input, Text, View } from '@tarojs/components'
import { profile } from '../../../api/session'
import { useShared } from '../../../api/shared'
import { useNow } from '../../../booking/useNow'
import type { Service } from '../../../booking/types'
import { PhoneCell } from '../../../members/PhoneCell'
import { Advisers } from './Advisers'
import { Moved } from './Moved'
import { Services } from './Services'
import { Times } from './Times'
import type { Booking } from './useBook'

/** What, when, and what the shopper wants to say. */
export const Wish = ({ booking, service }: { booking: Booking; service: Service }) => {
  const me = useShared(profile)
  const now = useNow()
  const { moved, offered, day, slot, note, again, setSlot, setNote, chooseDay, chooseService } = booking
  const { advisers, adviser, setAsked } = booking
  return (
    <>
      {moved.data ? (
        <Moved appointment={moved.data} />
      ) : (
        <Services services={offered} chosen={service.id} onChoose={chooseService} />
      )}
      <Times
        key={service.id}
        storeId={service.storeId}
        serviceId={service.id}
        day={day}
        onDay={chooseDay}
        start={slot?.start}
        onSlot={setSlot}
        again={again}
        now={now}
      />
      {slot && <Advisers advisers={advisers} slot={slot} chosen={adviser?.id} onChoose={setAsked} />}
      {!moved.data && (
        <View className="card card--list">
          {me && <PhoneCell phone={me.phone} />}
          <View className="cell">
            <Text className="t15 lab">想说的</Text>
            <Input
              className="field__in"
              value={note}
              maxlength={100}
              placeholder="例如：敏感肌、想试正红色"
              placeholderClass="field__hint"
              onInput={(event) => setNote(event.detail.value)}
            />
          </View>
        </View>
      )}
      <View className="t13 c2">到店前 2 小时可免费改约，迟到 15 分钟内为你保留</View>
    </>
  )
}
