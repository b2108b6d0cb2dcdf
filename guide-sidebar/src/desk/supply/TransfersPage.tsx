import { useState } from 'react'
import type { Guide } from '../../api/storage'
import { useApi } from '../../api/useApi'
import { FailureState } from '../../ui/FailureState'
import { Icon } from '../../ui/Icon'
import { Picture } from '../../ui/Picture'
import { State } from '../../ui/State'
import { relativeDate } from '../../ui/date.rules'
import { RowBones } from '../DeskSkeleton'
import { Top } from '../Top'
import { Segments } from './Segments'
import { goodsOf, piecesIn, transferTone, waitingFor } from './supply.rules'
import type { Direction, Transfer } from './supply.rules'

const PAGE = 20

/** One page of the transfers into or out of the guide's store. */
export const useTransfers = (guide: Guide, direction: Direction, cursor?: string) =>
  useApi('GET /transfers', { query: { storeId: guide.store.id, direction, limit: PAGE, cursor } })

const Row = ({ transfer, direction, now }: { transfer: Transfer; direction: Direction; now: number }) => (
  <li>
    <a className="li pick tall" href={`#/transfer/${transfer.id}`}>
      <Picture src={transfer.lines[0]?.image} icon="package" word={transfer.lines[0]?.name ?? ''} size={40} />
      <span className="grow">
        <span className="row pick-name">
          <b className="cut">{goodsOf(transfer)}</b>
          <span className="fix">· {piecesIn(transfer)} 件</span>
        </span>
        <span className={`t11 m cut block ${transferTone(transfer)}`}>{waitingFor(transfer)}</span>
        <span className="t11 i2 cut block">
          {direction === 'in' ? `${transfer.from.name} 调来` : `调去 ${transfer.to.name}`} ·{' '}
          {relativeDate(transfer.createdAt, now)}
        </span>
      </span>
      <Icon name="chevron-right" size={14} />
    </a>
  </li>
)

const List = ({ guide, direction, cursor }: { guide: Guide; direction: Direction; cursor?: string }) => {
  const { data, error, isValidating, mutate } = useTransfers(guide, direction, cursor)
  const [more, setMore] = useState(false)
  if (!data && error && !isValidating) return <FailureState failure={error} retry={() => void mutate()} />
  if (!data) return <RowBones />
  const { transfers, next } = data.answer
  if (transfers.length === 0 && !cursor)
    return direction === 'in' ? (
      <State icon="truck" title="没有调来的货" text="本店缺的货，在“查库存”里向别的店或仓库要。" />
    ) : (
      <State icon="truck" title="没有要调出的货" text="别的店来要货，会出现在这里等店长同意。" />
    )
  return (
    <>
      <ul className="rows">
        {transfers.map((it) => (
          <Row key={it.id} transfer={it} direction={direction} now={data.at} />
        ))}
      </ul>
      {next && !more && (
        <button type="button" className="fold" onClick={() => setMore(true)}>
          再看更多
        </button>
      )}
      {next && more && <List guide={guide} direction={direction} cursor={next} />}
    </>
  )
}

/** 调货: what comes to the store and what leaves it (IN-5, GU-5). */
export const TransfersPage = ({ guide, direction }: { guide: Guide; direction: Direction }) => (
  <>
    <Top title="调货" to="#/desk" guide={guide} />
    <Segments
      label="调货方向"
      options={[
        { label: '调来本店', href: '#/transfers/in', on: direction === 'in' },
        { label: '调出本店', href: '#/transfers/out', on: direction === 'out' },
      ]}
    />
    <main className="main-scroll">
      <section className="sec desk-list" aria-label="调货单">
        <List key={direction} guide={guide} direction={direction} />
      </section>
    </main>
    <footer className="act">
      <a className="btn main" href="#/stock">
        <Icon name="search" size={18} />
        查库存，去要货
      </a>
    </footer>
  </>
)
