import type { ReactNode } from 'react'
import type { Guide } from '../../api/storage'
import { useApi } from '../../api/useApi'
import { RowBones } from '../../desk/DeskSkeleton'
import { FailureState } from '../../ui/FailureState'
import { Icon } from '../../ui/Icon'
import { State } from '../../ui/State'
import cardPicture from '../cards/coupon-card.png'
import { Over } from '../Over'
import { SendFoot } from '../SendFoot'
import { useSendOne } from '../useSendOne'
import { ActivityMark } from './ActivityMark'
import { KINDS, wordsFor, type Activity } from './activities.rules'
import { sendActivity } from './sendActivity'

interface Props {
  externalUserId: string
  name: string
  avatar?: string
  guide: Guide
  tabs: ReactNode
  close: () => void
  /** The card is in the chat; with the activity's title. */
  done: (title: string) => void
}

const Row = ({
  activity,
  isChosen,
  choose,
}: {
  activity: Activity
  isChosen: boolean
  choose: () => void
}) => (
  <li>
    <button
      type="button"
      className={`li sendable${isChosen ? ' on' : ''}`}
      aria-pressed={isChosen}
      onClick={choose}
    >
      <span className={`tick${isChosen ? ' on' : ''}`}>{isChosen && <Icon name="check" size={12} />}</span>
      <ActivityMark {...activity} />
      <span className="grow">
        <span className="m cut block">{activity.title}</span>
        <span className="i2 t11 cut block">
          {KINDS[activity.kind].name} · {activity.text}
        </span>
      </span>
    </button>
  </li>
)

/** 发活动 (GU-3): a group buy, flash sale, event, coupon or service of the store, with a word, into the chat. */
export const SendActivity = ({ externalUserId, name, avatar, guide, tabs, close, done }: Props) => {
  const { data, error, isValidating, mutate } = useApi('GET /customers/:externalUserId/activities', {
    params: { externalUserId },
  })
  const one = useSendOne<Activity>({
    put: async (it, key, sayWords) => {
      await sayWords()
      await sendActivity({ externalUserId }, it, key)
    },
    done: (it) => done(it.title),
  })
  const { chosen } = one
  const body = () => {
    if (!data && error && !isValidating) return <FailureState failure={error} retry={() => void mutate()} />
    if (!data) return <RowBones />
    const { activities } = data.answer
    if (activities.length === 0)
      return (
        <State
          icon="calendar-check"
          title="本店近期没有活动"
          text="总部或门店做好拼团、秒杀、活动和可预约的服务，就会出现在这里。"
        />
      )
    return (
      <ul className="sec sendables">
        {activities.map((it) => (
          <Row
            key={`${it.kind}-${it.id}`}
            activity={it}
            isChosen={it.id === chosen?.id}
            choose={() => one.choose(it, wordsFor(it))}
          />
        ))}
      </ul>
    )
  }
  return (
    <Over title="发活动" name={name} avatar={avatar} close={close}>
      {tabs}
      <main className="main-scroll">{body()}</main>
      <SendFoot
        card={chosen && { title: chosen.words, image: chosen.image || cardPicture }}
        one={one}
        guide={guide}
        note="拼团、秒杀和平常买的都算"
        none="先选一个活动"
      />
    </Over>
  )
}
