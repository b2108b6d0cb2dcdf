import { useRouter } from '@tarojs/taro'
import { ScrollView, Text, View } from '@tarojs/components'
import { useCallback, useEffect, useState } from 'react'
import { call } from '../../../api/call'
import { useWatched } from '../../../api/useWatched'
import { firstSession } from '../../../flash/words'
import { FromGuide } from '../../../guide/FromGuide'
import type { Session } from '../../../flash/types'
import { prepareMessages } from '../../../orders/messages'
import { ShareButton } from '../../../sharing/ShareButton'
import { useSharedPage } from '../../../sharing/useSharedPage'
import { Clock } from '../../../ui/Clock'
import { Icon } from '../../../ui/Icon'
import { NavBar } from '../../../ui/NavBar'
import { RuleList } from '../../../ui/RuleList'
import { Head } from '../../../ui/parts'
import { Bone, EmptyState, ErrorState } from '../../../ui/states'
import { FlashCard } from './FlashCard'
import './index.scss'

/** Pieces go while one looks: a running session is read again often, a coming one seldom. */
const nextLook = ({ sessions }: { sessions: Session[] }): number | undefined => {
  if (sessions.some((it) => it.phase === 'running')) return 3000
  return sessions.some((it) => it.phase === 'coming') ? 20_000 : undefined
}

/** 限时秒杀 (SO-2): today's and tomorrow's sessions, each with its goods and the time it has; anybody may look. */
const Sale = () => {
  const { session: wanted, card } = useRouter<{ session?: string; card?: string }>().params
  const [chosen, setChosen] = useState(wanted)
  const ask = useCallback(() => call('GET /flash-sales', { query: {} }), [])
  const { answer, error, reload } = useWatched(ask, nextLook, '没能打开秒杀')
  const session = answer && firstSession(answer.sessions, chosen)
  const pathBy = useSharedPage({
    page: 'pages/flash/sale/index',
    params: { session: session?.id },
    title: session ? `${session.label} 开抢，${session.items[0]?.name ?? session.title}` : '限时秒杀',
    image: session?.items[0]?.image,
  })
  useEffect(prepareMessages, [])
  return (
    <View className="screen">
      <NavBar
        back
        title="限时秒杀"
        foot={
          answer &&
          answer.sessions.length > 0 && (
            <SessionTabs sessions={answer.sessions} value={session?.id} onChange={setChosen} />
          )
        }
      />
      <View className="screen__body screen__safe">
        <View className="stack flash">
          <FromGuide cardId={card} />
          {session ? (
            <>
              <View className="row between g8 flash__head">
                <Until session={session} onEnd={reload} />
                <ShareButton className="flash__share" path={pathBy('link')}>
                  <Icon name="share-2" size={16} />
                  叫朋友来
                </ShareButton>
              </View>
              {session.isPaused && (
                <View className="note note--warn">
                  <Icon name="info" size={16} />
                  <Text className="grow">这一场暂停了，恢复后接着抢</Text>
                </View>
              )}
              {session.items.map((it) => (
                <FlashCard key={it.skuId} session={session} item={it} onChange={reload} />
              ))}
              <Rules />
            </>
          ) : answer ? (
            <EmptyState title="这两天没有秒杀" text="开场前在这里和首页都看得到" />
          ) : error ? (
            <ErrorState error={error} onRetry={reload} />
          ) : (
            <FlashBones />
          )}
        </View>
      </View>
    </View>
  )
}
export default Sale

interface SessionTabsProps {
  sessions: Session[]
  value: string | undefined
  onChange: (id: string) => void
}

const SessionTabs = ({ sessions, value, onChange }: SessionTabsProps) => (
  <ScrollView scrollX enhanced showScrollbar={false} className="ftabs hide-bar">
    <View className="ftabs__in">
      {sessions.map((it) => (
        <View
          key={it.id}
          className={`ftabs__t${it.id === value ? ' ftabs__t--on' : ''}`}
          aria-role="tab"
          onClick={() => onChange(it.id)}
        >
          <Text className="ftabs__time num">{it.label}</Text>
          <Text className="t11">{it.phaseText}</Text>
        </View>
      ))}
    </View>
  </ScrollView>
)

const Until = ({ session: { phase, from, until, title }, onEnd }: { session: Session; onEnd: () => void }) =>
  phase === 'over' ? (
    <Text className="t15 w6">{title} 已结束</Text>
  ) : (
    <View className="row g8">
      <Text className="t15 w6">{phase === 'coming' ? '距开抢' : '距结束'}</Text>
      <Clock big until={phase === 'coming' ? from : until} onEnd={onEnd} />
    </View>
  )

const Rules = () => (
  <View className="card">
    <Head title="怎么算抢到" />
    <RuleList
      rules={[
        ['先到先得', '按下单先后，不排假队；没抢到会说清楚原因。'],
        ['留 15 分钟付款', '抢到的货给你留着；没付款的会放出来，后来的人还有机会。'],
        ['每人限购', '同一个人在几部手机上抢，加起来也不超过限购件数。'],
      ]}
    />
  </View>
)

const FlashBones = () => (
  <>
    {[1, 0.8, 0.6].map((opacity) => (
      <View className="card fcard" key={opacity} style={{ opacity }} aria-hidden>
        <Bone w={104} h={104} r={10} />
        <View className="grow">
          <Bone w="80%" h={16} />
          <View className="m8">
            <Bone w="50%" h={12} />
          </View>
          <View className="m16">
            <Bone w="60%" h={24} />
          </View>
        </View>
      </View>
    ))}
  </>
)
