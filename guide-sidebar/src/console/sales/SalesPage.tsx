import type { ReactNode } from 'react'
import type { Api } from '../../../../server/api'
import type { ApiFailure } from '../../api/failure'
import { useApi, type Answered } from '../../api/useApi'
import { rateOf } from '../../desk/numbers.rules'
import { Avatar } from '../../ui/Avatar'
import { FailureState } from '../../ui/FailureState'
import { Icon } from '../../ui/Icon'
import { State } from '../../ui/State'
import { Yuan } from '../../ui/Yuan'
import { Fresh } from '../Fresh'
import { Kpi } from '../Kpi'
import { Segmented } from '../edit/inputs'
import { useMe } from '../operator'
import { hrefOf, nameOf, PERIODS, placeOf, type Period } from './sales.rules'
import './sales.css'

type Sales = Api['GET /console/store-sales']['response']
type Sold = Api['GET /console/stores/:storeId/sales']['response']
type Sum = Sales['month']

interface FrameProps {
  head: ReactNode
  period: Period
  storeId?: string
  /** As `useApi` has it. */
  read: {
    data?: Answered<Pick<Sales, 'month' | 'today'>> | undefined
    error?: ApiFailure | undefined
    mutate: () => unknown
  }
  /** Beside the money of the month and the day. */
  kpis: ReactNode
  children: ReactNode
}

const Frame = ({ head, period, storeId, read: { data, error, mutate }, kpis, children }: FrameProps) => {
  const sum = (name: string, it: Sum | undefined) => (
    <Kpi name={name} value={it && <Yuan amount={it.amount} round />} note={it && `${it.orders} 单`} />
  )
  const choose = (other: Period) => {
    window.location.hash = hrefOf(other, storeId)
  }
  return (
    <>
      <header className="ph">
        {head}
        <span className="grow" />
        <Segmented label="看哪个月" options={PERIODS} value={period} onChange={choose} />
      </header>
      <div className="pg-body">
        {!data && error ? (
          <FailureState failure={error} retry={() => void mutate()} />
        ) : (
          <>
            <div className="kpis">
              {sum(nameOf(period), data?.answer.month)}
              {sum('今天', data?.answer.today)}
              {kpis}
            </div>
            <div className="list">{children}</div>
          </>
        )}
      </div>
      <Fresh sources={[{ name: '业绩归属', at: data?.at, failed: error !== undefined }]} />
    </>
  )
}

interface RankingProps {
  /** Heads of what the rows are, and of their numbers before those of the month. */
  leads: readonly string[]
  heads: readonly string[]
  period: Period
  children: ReactNode
}

/** Rows by the money of the month. */
const Ranking = ({ leads, heads, period, children }: RankingProps) => (
  <table className="tb sales">
    <thead>
      <tr>
        {leads.map((it) => (
          <th key={it}>{it}</th>
        ))}
        {[...heads, `${nameOf(period)}的单`, nameOf(period)].map((it) => (
          <th key={it} className="r">
            {it}
          </th>
        ))}
      </tr>
    </thead>
    <tbody>{children}</tbody>
  </table>
)

/** Orders and money of the month, the money beside the best one's. */
const Month = ({ month, best }: { month: Sum; best: Sum | undefined }) => (
  <>
    <td className="r">{month.orders}</td>
    <td className="r">
      <span className="sales-month">
        <span className="sales-rail">
          <span
            className="sales-bar"
            style={{ width: best?.amount ? `${(month.amount * 100) / best.amount}%` : 0 }}
          />
        </span>
        <b>
          <Yuan amount={month.amount} round />
        </b>
      </span>
    </td>
  </>
)

/** What counts for guides in every store the operator answers for. */
const StoresSales = ({ period }: { period: Period }) => {
  const read = useApi('GET /console/store-sales', { query: { period } })
  const { scopeText } = useMe()
  const sales = read.data?.answer
  const average = ({ orders, amount }: Sum) =>
    orders > 0 ? <Yuan amount={Math.round(amount / orders)} round /> : '—'
  return (
    <Frame
      head={
        <>
          <h1>导购业绩</h1>
          <span className="i2">{scopeText} · 归导购的单，扣掉退款</span>
        </>
      }
      period={period}
      read={read}
      kpis={
        <>
          <Kpi name="门店" value={sales?.total} note="在你的范围里" />
          <Kpi
            name={`${nameOf(period)}开单的门店`}
            value={sales?.stores.filter((it) => it.month.orders > 0).length}
            note="至少有一单归导购"
          />
          <Kpi name="平均每单" value={sales && average(sales.month)} note={nameOf(period)} />
        </>
      }
    >
      {sales?.stores.length === 0 && (
        <State icon="store" title="没有你负责的门店" text="请总部在你的账号里设好区域或门店。" />
      )}
      {sales && sales.stores.length > 0 && (
        <Ranking leads={['门店', '城市']} heads={['导购', '今天的单', '今天']} period={period}>
          {sales.stores.map(({ storeId, name, city, guides, today, month }) => (
            <tr key={storeId}>
              <td>
                <a className="m" href={hrefOf(period, storeId)}>
                  {name}
                </a>
              </td>
              <td className="i2">{city}</td>
              <td className="r">{guides}</td>
              <td className="r">{today.orders}</td>
              <td className="r">
                <Yuan amount={today.amount} round />
              </td>
              <Month month={month} best={sales.stores[0]?.month} />
            </tr>
          ))}
        </Ranking>
      )}
      {sales && sales.total > sales.stores.length && (
        <p className="i2 t11 sales-more">
          只列出{nameOf(period)}最多的 {sales.stores.length} 家，共 {sales.total} 家。
        </p>
      )}
    </Frame>
  )
}

const GuideRow = ({ guide, best }: { guide: Sold['guides'][number]; best: Sum | undefined }) => (
  <tr>
    <td>
      <span className="p">
        <Avatar name={guide.name} src={guide.avatar} size={24} />
        <b className="m">{guide.name}</b>
      </span>
    </td>
    <td className="r">{guide.newFriends}</td>
    <td className="r">{guide.repurchase.buyers}</td>
    <td className="r">{rateOf(guide.repurchase)}</td>
    <td className="r">{guide.today.orders}</td>
    <Month month={guide.month} best={best} />
  </tr>
)

/** One store, guide by guide. */
const StoreSales = ({ storeId, period }: { storeId: string; period: Period }) => {
  const read = useApi('GET /console/stores/:storeId/sales', { params: { storeId }, query: { period } })
  const sold = read.data?.answer
  const newFriends = `${nameOf(period)}新好友`
  return (
    <Frame
      head={
        <>
          <a className="btn" href={hrefOf(period)} aria-label="回到门店">
            <Icon name="arrow-left" size={14} />
          </a>
          <h1>{sold?.name ?? '导购业绩'}</h1>
          <span className="i2">归导购的单，扣掉退款</span>
        </>
      }
      period={period}
      storeId={storeId}
      read={read}
      kpis={
        <>
          <Kpi name={newFriends} value={sold?.newFriends} note="加了导购企业微信" />
          <Kpi name="90 天买过的人" value={sold?.repurchase.buyers} note="按导购各算一次" />
          <Kpi name="90 天复购" value={sold && rateOf(sold.repurchase)} note="买过两次以上" />
        </>
      }
    >
      {sold?.guides.length === 0 && (
        <State icon="users" title="这家店还没有导购" text="导购在企业微信里加进来后，业绩就记在这里。" />
      )}
      {sold && sold.guides.length > 0 && (
        <Ranking leads={['导购']} heads={[newFriends, '90 天买过的人', '复购', '今天的单']} period={period}>
          {sold.guides.map((it) => (
            <GuideRow key={it.guideId} guide={it} best={sold.guides[0]?.month} />
          ))}
        </Ranking>
      )}
    </Frame>
  )
}

/** 导购业绩: what the guides of the operator's stores sold, for the chain, a region or a store (GU-5, OP-6). */
export const SalesPage = ({ page }: { page: string }) => {
  const { period, storeId } = placeOf(page)
  return storeId ? <StoreSales storeId={storeId} period={period} /> : <StoresSales period={period} />
}
