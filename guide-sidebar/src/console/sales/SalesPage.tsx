import { useState } from 'react'
import type { ReactNode } from 'react'
import type { Api } from '../../../../server/api'
import type { ApiFailure } from '../../api/failure'
import { useApi } from '../../api/useApi'
import { rateOf } from '../../desk/numbers.rules'
import { Avatar } from '../../ui/Avatar'
import { FailureState } from '../../ui/FailureState'
import { Icon } from '../../ui/Icon'
import { State } from '../../ui/State'
import { Yuan } from '../../ui/Yuan'
import { useHash } from '../../ui/useHash'
import { Fresh } from '../Fresh'
import { Kpi } from '../Kpi'
import { Segmented } from '../edit/inputs'
import { useMe } from '../operator'
import './sales.css'

type Sales = Api['GET /console/store-sales']['response']
type Sold = Api['GET /console/stores/:storeId/sales']['response']
type Sum = Sales['month']

type Period = 'thisMonth' | 'lastMonth'
const nameOf = (period: Period) => (period === 'thisMonth' ? '本月' : '上月')
const PERIODS = (['thisMonth', 'lastMonth'] as const).map((value) => ({ value, name: nameOf(value) }))

const share = (part: number, best: number) => (best > 0 ? Math.round((part * 100) / best) : 0)

/** Money of the month beside the best one's. */
const Month = ({ month, best }: { month: Sum; best: number }) => (
  <td className="r">
    <span className="sales-month">
      <span className="sales-rail">
        <span className="sales-bar" style={{ width: `${share(month.amount, best)}%` }} />
      </span>
      <b>
        <Yuan amount={month.amount} round />
      </b>
    </span>
  </td>
)

interface FrameProps {
  head: ReactNode
  period: Period
  choose: (period: Period) => void
  /** The first numbers. */
  kpis: ReactNode
  /** Undefined while it is read. */
  at: number | undefined
  failure: ApiFailure | undefined
  retry: () => void
  children: ReactNode
}

const Frame = ({ head, period, choose, kpis, at, failure, retry, children }: FrameProps) => (
  <>
    <header className="ph">
      {head}
      <span className="grow" />
      <Segmented label="看哪个月" options={PERIODS} value={period} onChange={choose} />
    </header>
    <div className="pg-body">
      {!at && failure ? (
        <FailureState failure={failure} retry={retry} />
      ) : (
        <>
          <div className="kpis">{kpis}</div>
          <div className="list">{children}</div>
        </>
      )}
    </div>
    <Fresh sources={[{ name: '业绩归属', at, failed: failure !== undefined }]} />
  </>
)

const money = (sum: Sum | undefined) => sum && <Yuan amount={sum.amount} round />
const orders = (sum: Sum | undefined) => sum && `${sum.orders} 单`

const StoreLine = ({ store, best }: { store: Sales['stores'][number]; best: number }) => (
  <tr>
    <td>
      <a className="m" href={`#/sales/${store.storeId}`}>
        {store.name}
      </a>
    </td>
    <td className="i2">{store.city}</td>
    <td className="r">{store.guides}</td>
    <td className="r">{store.today.orders}</td>
    <td className="r">
      <Yuan amount={store.today.amount} round />
    </td>
    <td className="r">{store.month.orders}</td>
    <Month month={store.month} best={best} />
  </tr>
)

/** What counts for guides in every store the operator answers for. */
const StoresSales = ({ period, choose }: Pick<FrameProps, 'period' | 'choose'>) => {
  const { data, error, mutate } = useApi('GET /console/store-sales', { query: { period } })
  const { scopeText } = useMe()
  const sales = data?.answer
  const best = sales?.stores[0]?.month.amount ?? 0
  return (
    <Frame
      head={
        <>
          <h1>导购业绩</h1>
          <span className="i2">{scopeText} · 归导购的单，扣掉退款</span>
        </>
      }
      kpis={
        <>
          <Kpi name={nameOf(period)} value={money(sales?.month)} note={orders(sales?.month)} />
          <Kpi name="今天" value={money(sales?.today)} note={orders(sales?.today)} />
          <Kpi name="门店" value={sales?.total} note="在你的范围里" />
          <Kpi
            name={`${nameOf(period)}开单的门店`}
            value={sales?.stores.filter((it) => it.month.orders > 0).length}
            note="至少有一单归导购"
          />
          <Kpi
            name="平均每单"
            value={
              sales &&
              (sales.month.orders > 0 ? (
                <Yuan amount={Math.round(sales.month.amount / sales.month.orders)} round />
              ) : (
                '—'
              ))
            }
            note={nameOf(period)}
          />
        </>
      }
      period={period}
      choose={choose}
      at={data?.at}
      failure={error}
      retry={() => void mutate()}
    >
      {sales?.stores.length === 0 && (
        <State icon="store" title="没有你负责的门店" text="请总部在你的账号里设好区域或门店。" />
      )}
      {sales && sales.stores.length > 0 && (
        <table className="tb sales">
          <thead>
            <tr>
              <th>门店</th>
              <th>城市</th>
              <th className="r">导购</th>
              <th className="r">今天的单</th>
              <th className="r">今天</th>
              <th className="r">{nameOf(period)}的单</th>
              <th className="r">{nameOf(period)}</th>
            </tr>
          </thead>
          <tbody>
            {sales.stores.map((it) => (
              <StoreLine key={it.storeId} store={it} best={best} />
            ))}
          </tbody>
        </table>
      )}
      {sales && sales.total > sales.stores.length && (
        <p className="i2 t11 sales-more">
          只列出{nameOf(period)}最多的 {sales.stores.length} 家，共 {sales.total} 家。
        </p>
      )}
    </Frame>
  )
}

const GuideLine = ({ guide, best }: { guide: Sold['guides'][number]; best: number }) => (
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
    <td className="r">{guide.month.orders}</td>
    <Month month={guide.month} best={best} />
  </tr>
)

/** One store, guide by guide. */
const StoreSales = ({
  storeId,
  period,
  choose,
}: { storeId: string } & Pick<FrameProps, 'period' | 'choose'>) => {
  const { data, error, mutate } = useApi('GET /console/stores/:storeId/sales', {
    params: { storeId },
    query: { period },
  })
  const sold = data?.answer
  const best = sold?.guides[0]?.month.amount ?? 0
  return (
    <Frame
      head={
        <>
          <a className="btn" href="#/sales" aria-label="回到门店">
            <Icon name="arrow-left" size={14} />
          </a>
          <h1>{sold?.name ?? '导购业绩'}</h1>
          <span className="i2">归导购的单，扣掉退款</span>
        </>
      }
      kpis={
        <>
          <Kpi name={nameOf(period)} value={money(sold?.month)} note={orders(sold?.month)} />
          <Kpi name="今天" value={money(sold?.today)} note={orders(sold?.today)} />
          <Kpi name={`${nameOf(period)}新好友`} value={sold?.newFriends} note="加了导购企业微信" />
          <Kpi name="90 天买过的人" value={sold?.repurchase.buyers} note="按导购各算一次" />
          <Kpi name="90 天复购" value={sold && rateOf(sold.repurchase)} note="买过两次以上" />
        </>
      }
      period={period}
      choose={choose}
      at={data?.at}
      failure={error}
      retry={() => void mutate()}
    >
      {sold?.guides.length === 0 && (
        <State icon="users" title="这家店还没有导购" text="导购在企业微信里加进来后，业绩就记在这里。" />
      )}
      {sold && sold.guides.length > 0 && (
        <table className="tb sales">
          <thead>
            <tr>
              <th>导购</th>
              <th className="r">{nameOf(period)}新好友</th>
              <th className="r">90 天买过的人</th>
              <th className="r">复购</th>
              <th className="r">今天的单</th>
              <th className="r">{nameOf(period)}的单</th>
              <th className="r">{nameOf(period)}</th>
            </tr>
          </thead>
          <tbody>
            {sold.guides.map((it) => (
              <GuideLine key={it.guideId} guide={it} best={best} />
            ))}
          </tbody>
        </table>
      )}
    </Frame>
  )
}

/** 导购业绩: what the guides of the operator's stores sold, for the chain, a region or a store (GU-5, OP-6). */
export const SalesPage = () => {
  const [, storeId] = useHash().split('/')
  const [period, choose] = useState<Period>('thisMonth')
  if (storeId) return <StoreSales key={storeId} storeId={storeId} period={period} choose={choose} />
  return <StoresSales period={period} choose={choose} />
}
