import { View } from '@tarojs/components'
import { openBook } from '../../booking/open'
import { openCentre } from '../../coupons/open'
import { openFlashSale } from '../../flash/open'
import { openInvite } from '../../friends/open'
import { openHall } from '../../group/open'
import { openEvents } from '../../happenings/open'
import { Icon } from '../../ui/Icon'
import type { IconName } from '../../ui/iconNames'

const ENTRIES: [string, IconName, () => void][] = [
  ['领券', 'ticket-percent', openCentre],
  ['拼团', 'users', () => openHall()],
  ['秒杀', 'zap', () => openFlashSale()],
  ['预约到店', 'calendar-check', () => openBook()],
  ['活动', 'calendar-days', () => openEvents()],
  ['邀好友', 'hand-heart', openInvite],
]

/** The ways to what makes one come in; kinds of goods have their own tab. */
export const Entries = () => (
  <View className="entries">
    {ENTRIES.map(([text, icon, open]) => (
      <View className="entries__a" hoverClass="press" aria-role="button" key={text} onClick={open}>
        <View className="entries__i">
          <Icon name={icon} size={24} />
        </View>
        {text}
      </View>
    ))}
  </View>
)
