import { View } from '@tarojs/components'
import { useState } from 'react'
import { call } from '../../api/call'
import { useLoad } from '../../api/useLoad'
import { AppointmentCard } from '../../booking/AppointmentCard'
import { openAppointments, openBook } from '../../booking/open'
import { useNow } from '../../booking/useNow'
import { isComing } from '../../booking/words'
import { Icon } from '../../ui/Icon'
import { Head } from '../../ui/parts'
import { useReturn } from '../../ui/useReturn'

const MOST = 20

/** The next appointment, and the way to all of them; without one, the way to book. */
export const Appointments = () => {
  const [visit, setVisit] = useState(0)
  useReturn(() => setVisit((it) => it + 1))
  const now = useNow(60_000)
  const { data } = useLoad(`${visit}`, () => call('GET /appointments', { query: { limit: MOST } }))
  const next = data?.appointments.filter((it) => isComing(it, now)).at(-1)
  return (
    <View className="card">
      <Head title="预约" onMore={openAppointments} />
      {next ? (
        <AppointmentCard appointment={next} now={now} />
      ) : (
        <View className="row g12 me__book" hoverClass="press" aria-role="button" onClick={() => openBook()}>
          <View className="round">
            <Icon name="calendar-check" />
          </View>
          <View className="grow">
            <View className="t15 w6">约个时间到店</View>
            <View className="t13 c2 cut">试妆、试穿、护肤咨询，到店有人等你</View>
          </View>
          <Icon name="chevron-right" size={16} className="c2" />
        </View>
      )}
    </View>
  )
}
