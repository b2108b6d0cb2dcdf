import { useState } from 'react'
import type { Guide } from '../../api/storage'
import { useApi } from '../../api/useApi'
import { FailureState } from '../../ui/FailureState'
import { Icon } from '../../ui/Icon'
import { Picture } from '../../ui/Picture'
import { State } from '../../ui/State'
import { RowBones } from '../DeskSkeleton'
import { Top } from '../Top'
import { nextText, PHASE_TONES } from './chain.rules'
import type { Group, StaffChain } from './chain.rules'

const isMoving = ({ chains }: { chains: StaffChain[] }) => chains.some((it) => it.phase === 'open')

/** The own store's chains, or a group's (GB-2). */
export const useChains = (list: 'current' | 'all', group?: Group) =>
  useApi(
    'GET /staff/chains',
    { query: { list, limit: 50, ...(group ? { chatId: group.id } : {}) } },
    isMoving,
  )

const Row = ({ chain, now }: { chain: StaffChain; now: number }) => {
  const { id, title, image, people, pieces, sums, phase, phaseText } = chain
  return (
    <li>
      <a className="li pick chain-row" href={`#/chain/${id}`}>
        <Picture src={image} icon="users" word={title} size={48} />
        <span className="grow">
          <span className="row pick-name">
            <b className="cut">{title}</b>
          </span>
          <span className="t11 i2 cut block">
            {[nextText(chain, now), chain.chat?.name].filter(Boolean).join(' · ')}
          </span>
          <span className="t11 i2 cut block">
            {people} 人接了 {pieces} 份{phase === 'ready' && ` · 已取 ${sums.collected}`}
            {sums.unpaidPieces > 0 && <b className="warn"> · 未付 {sums.unpaidPieces} 份</b>}
          </span>
        </span>
        <span className={`chip ${PHASE_TONES[phase]}`}>{phaseText}</span>
        <Icon name="chevron-right" size={14} />
      </a>
    </li>
  )
}

/** Chains, those under way or all. */
export const Chains = ({ group }: { group?: Group }) => {
  const [list, setList] = useState<'current' | 'all'>('current')
  const { data, error, isValidating, mutate } = useChains(list, group)
  const chains = data?.answer.chains
  const body = () => {
    if (!chains && error && !isValidating) return <FailureState failure={error} retry={() => void mutate()} />
    if (!chains || !data) return <RowBones />
    if (chains.length === 0)
      return (
        <State
          icon="users"
          title={list === 'current' ? '现在没有接龙' : '还没有开过接龙'}
          text="选几样店里的货开一个：群里的人接龙付款，截单后一起到店，凭码来取。"
        />
      )
    return (
      <section className="sec">
        <ul className="rows">
          {chains.map((it) => (
            <Row key={it.id} chain={it} now={data.at} />
          ))}
        </ul>
      </section>
    )
  }
  return (
    <>
      <nav className="tabs lists" aria-label="接龙">
        {(['current', 'all'] as const).map((it) => (
          <button
            key={it}
            type="button"
            aria-current={it === list ? 'page' : undefined}
            onClick={() => setList(it)}
          >
            {it === 'current' ? '进行中' : '全部'}
          </button>
        ))}
      </nav>
      {body()}
    </>
  )
}

/** 接龙 of the own store from the desk (GB-2). */
export const ChainsPage = ({ guide }: { guide: Guide }) => (
  <>
    <Top title="接龙" to="#/desk" guide={guide} />
    <main className="main-scroll">
      <Chains />
    </main>
    <footer className="act">
      <a className="btn main" href="#/chain-new">
        <Icon name="list-ordered" size={18} />
        开一个接龙
      </a>
    </footer>
  </>
)
