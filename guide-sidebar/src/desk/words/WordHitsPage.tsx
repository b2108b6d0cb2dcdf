import { useState } from 'react'
import type { Api } from '../../../../server/api'
import type { Guide } from '../../api/storage'
import { useApi } from '../../api/useApi'
import { relativeDate } from '../../ui/date.rules'
import { FailureState } from '../../ui/FailureState'
import { State } from '../../ui/State'
import { RowBones } from '../DeskSkeleton'
import { Top } from '../Top'

type Hit = Api['GET /staff/word-hits']['response']['hits'][number]

/** What came of it: `没有发出`, `提醒后发了`, `提醒后没发`. */
const outcomeOf = ({ level, isSent }: Hit): [text: string, tone: string] => {
  if (level === 'refuse') return ['没有发出', 'danger']
  return isSent ? ['提醒后发了', 'warn'] : ['提醒过', 'i2']
}

const Row = ({ hit, now }: { hit: Hit; now: number }) => {
  const [outcome, tone] = outcomeOf(hit)
  return (
    <li className="li">
      <span className="grow">
        <b className="cut block">
          {hit.guideName} · 「{hit.words.join('」「')}」
        </b>
        <span className="t11 i2 clamp-2">{hit.excerpt}</span>
        <span className="t11 i2 cut block">
          {hit.whereText} · {relativeDate(hit.at, now)}
        </span>
      </span>
      <span className={`t11 m fix ${tone}`}>{outcome}</span>
    </li>
  )
}

const List = ({ cursor }: { cursor?: string }) => {
  const [isOpen, setIsOpen] = useState(false)
  const { data, error, isValidating, mutate } = useApi('GET /staff/word-hits', {
    query: { limit: 50, ...(cursor ? { cursor } : {}) },
  })
  if (!data && error && !isValidating) return <FailureState failure={error} retry={() => void mutate()} />
  if (!data) return <RowBones />
  const { hits, next } = data.answer
  if (hits.length === 0 && !cursor)
    return (
      <State icon="badge-check" title="没有人说过敏感词" text="导购要发的话里有词表里的词，会记在这里。" />
    )
  return (
    <>
      <ul className="rows">
        {hits.map((it) => (
          <Row key={it.id} hit={it} now={data.at} />
        ))}
      </ul>
      {next && !isOpen && (
        <button type="button" className="fold" onClick={() => setIsOpen(true)}>
          再看更多
        </button>
      )}
      {next && isOpen && <List cursor={next} />}
    </>
  )
}

/** 敏感词 of the own store's guides (GU-6b). */
export const WordHitsPage = ({ guide }: { guide: Guide }) => (
  <>
    <Top title="敏感词提醒" to="#/desk" guide={guide} />
    <main className="main-scroll">
      <section className="sec" aria-label="敏感词提醒">
        <List />
      </section>
    </main>
  </>
)
