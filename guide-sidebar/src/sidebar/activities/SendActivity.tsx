import { useRef, useState } from 'react'
import type { ReactNode } from 'react'
import { useSWRConfig } from 'swr'
import { newKey } from '../../api/key'
import type { Guide } from '../../api/storage'
import { useApi } from '../../api/useApi'
import { RowBones } from '../../desk/DeskSkeleton'
import { Problem } from '../../desk/Problem'
import { useAction } from '../../desk/useAction'
import { FailureState } from '../../ui/FailureState'
import { Icon } from '../../ui/Icon'
import { State } from '../../ui/State'
import { intoChat } from '../../wecom/intoChat'
import { say } from '../../wecom/say'
import cardPicture from '../cards/coupon-card.png'
import { ChatPreview } from '../ChatPreview'
import { Over } from '../Over'
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
  const { mutate: askAnew } = useSWRConfig()
  const [key] = useState(newKey)
  const [chosen, setChosen] = useState<Activity>()
  const [words, setWords] = useState('')
  const said = useRef('')
  const { run, busy, failure } = useAction(async () => {
    if (!chosen) return
    const text = words.trim()
    const send = async (): Promise<void> => {
      if (text && said.current !== text) await say(text)
      said.current = text
      await sendActivity({ externalUserId }, chosen, key)
    }
    if (!(await intoChat(send, '企业微信没有发出去，请再试一次'))) return
    await askAnew((it) => Array.isArray(it) && it[0] === 'GET /customers/:externalUserId/guide-cards')
    done(chosen.title)
  })
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
            choose={() => {
              setChosen(it)
              setWords(wordsFor(it))
            }}
          />
        ))}
      </ul>
    )
  }
  return (
    <Over title="发活动" name={name} avatar={avatar} close={close}>
      {tabs}
      <main className="main-scroll">{body()}</main>
      {chosen && (
        <div className="chosen-goods">
          <ChatPreview
            title={chosen.words}
            image={chosen.image || cardPicture}
            words={words}
            setWords={setWords}
          />
        </div>
      )}
      <Problem text={failure?.message} wide />
      <div className="credit-note">
        <Icon name="id-card" size={18} />
        <div>
          <div className="m">顾客点开后 7 天内下单，业绩归你 · {guide.store.name}</div>
          <div className="i2 t11">拼团、秒杀和平常买的都算</div>
        </div>
      </div>
      <footer className="act">
        <button type="button" className="btn main" disabled={busy || !chosen} onClick={() => void run()}>
          {busy ? '正在发…' : chosen ? '发到聊天' : '先选一个活动'}
        </button>
      </footer>
    </Over>
  )
}
