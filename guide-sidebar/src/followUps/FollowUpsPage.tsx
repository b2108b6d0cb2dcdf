import { useState } from 'react'
import type { Guide } from '../api/storage'
import { useApi } from '../api/useApi'
import { RowBones } from '../desk/DeskSkeleton'
import { Top } from '../desk/Top'
import { Segments } from '../desk/supply/Segments'
import { FailureState } from '../ui/FailureState'
import { State } from '../ui/State'
import { FollowUpRows } from './FollowUpRows'

export type FollowUpList = 'mine' | 'store' | 'settled'

const PAGE = 20
const QUERIES = {
  mine: { whose: 'mine', state: 'open' },
  store: { whose: 'store', state: 'open' },
  settled: { whose: 'mine', state: 'settled' },
} as const

export const useFollowUps = (list: FollowUpList, cursor?: string) =>
  useApi('GET /follow-ups', { query: { ...QUERIES[list], limit: PAGE, cursor } })

const List = ({ guide, list, cursor }: { guide: Guide; list: FollowUpList; cursor?: string }) => {
  const { data, error, isValidating, mutate } = useFollowUps(list, cursor)
  const [more, setMore] = useState(false)
  if (!data && error && !isValidating) return <FailureState failure={error} retry={() => void mutate()} />
  if (!data) return <RowBones />
  const { followUps, next } = data.answer
  if (followUps.length === 0 && !cursor)
    return list === 'settled' ? (
      <State icon="circle-check" title="还没有办过的" text="办好一件，就记在这里。" />
    ) : (
      <State icon="circle-check" title="没有要跟进的" text="在顾客的聊天旁点“记跟进”，到时提醒你。" />
    )
  return (
    <>
      <FollowUpRows
        followUps={followUps}
        now={data.at}
        guide={guide}
        withCustomer
        changed={() => void mutate()}
      />
      {next && !more && (
        <button type="button" className="fold" onClick={() => setMore(true)}>
          再看更多
        </button>
      )}
      {next && more && <List guide={guide} list={list} cursor={next} />}
    </>
  )
}

/** 跟进: what the guide has promised, by due time; a manager sees the store's as well (GU-5). */
export const FollowUpsPage = ({ guide, list }: { guide: Guide; list: FollowUpList }) => (
  <>
    <Top title="跟进" to="#/desk" guide={guide} />
    <Segments
      label="跟进"
      options={[
        { label: '我要办的', href: '#/follow-ups', on: list === 'mine' },
        ...(guide.role === 'manager'
          ? [{ label: '全店的', href: '#/follow-ups/store', on: list === 'store' }]
          : []),
        { label: '办过的', href: '#/follow-ups/settled', on: list === 'settled' },
      ]}
    />
    <main className="main-scroll">
      <section className="sec desk-list" aria-label="跟进任务">
        <List key={list} guide={guide} list={list} />
      </section>
    </main>
  </>
)
