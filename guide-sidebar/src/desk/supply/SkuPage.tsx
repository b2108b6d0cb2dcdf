import { useState } from 'react'
import type { Guide } from '../../api/storage'
import { useApi } from '../../api/useApi'
import { Icon } from '../../ui/Icon'
import { Picture } from '../../ui/Picture'
import { Yuan } from '../../ui/Yuan'
import { exactClock } from '../../ui/date.rules'
import { Top } from '../Top'
import { AskSheet } from './AskSheet'
import { OrderForSheet } from './OrderForSheet'
import { far, levelTone } from './supply.rules'
import type { StockPlace } from './supply.rules'
import { Unread } from '../Unread'

interface RowProps {
  place: StockPlace
  chosen: boolean
  choose: () => void
}

const PlaceRow = ({ place, chosen, choose }: RowProps) => (
  <li>
    <button
      type="button"
      className={chosen ? 'li place-row sel' : 'li place-row'}
      aria-pressed={chosen}
      disabled={place.available <= 0}
      onClick={choose}
    >
      <span className="radio" aria-hidden="true" />
      <span className="grow">
        <span className="m cut block">{place.name}</span>
        <span className="t11 i2">{far(place.distance)}</span>
      </span>
      <span className={`m ${levelTone(place)}`}>{place.label}</span>
      <b className="place-pieces">{Math.max(0, place.available)} 件</b>
    </button>
  </li>
)

interface Props {
  skuId: string
  guide: Guide
  /** Whom it is ordered for. */
  memberId?: string
  /** Pieces to ask for, from an alert. */
  pieces?: number
}

/** Where one SKU is: own store, others by distance, warehouses; ask for it, or order it for the customer (GU-5, OR-4). */
export const SkuPage = ({ skuId, guide, memberId, pieces }: Props) => {
  const reading = useApi('GET /staff/stock/:skuId', { params: { skuId } })
  const { data } = reading
  const [chosen, setChosen] = useState<string>()
  const [sheet, setSheet] = useState<'ask' | 'order'>()
  const head = (
    <Top title="库存" to={memberId ? `#/stock/${memberId}` : pieces ? '#/alerts' : '#/stock'} guide={guide} />
  )
  if (!data) return <Unread head={head} reading={reading} />
  const stock = data.answer
  const others = [...stock.stores, ...stock.warehouses]
  const from = others.find((it) => it.id === chosen) ?? others.find((it) => it.available > 0)
  const row = (it: StockPlace) => (
    <PlaceRow key={it.id} place={it} chosen={it.id === from?.id} choose={() => setChosen(it.id)} />
  )
  return (
    <>
      {head}
      <main className="main-scroll">
        <section className="sec">
          <div className="li goods">
            <Picture src={stock.image} icon="shopping-bag" word={stock.name} size={56} />
            <div className="grow">
              <div className="m two">{stock.name}</div>
              <div className="i2 t11">{stock.optionText}</div>
            </div>
            <b className="num price">
              <Yuan amount={stock.price} />
            </b>
          </div>
          <div className="own-stock">
            <Icon name="store" size={18} />
            <span className="grow">{stock.own.name}（本店）</span>
            <span className={`m ${levelTone(stock.own)}`}>{stock.own.label}</span>
            <b className="place-pieces">{Math.max(0, stock.own.available)} 件</b>
          </div>
        </section>
        <section className="sec" aria-label="附近门店">
          <div className="sec-h">
            <h2>附近门店</h2>
            <span className="more">由近到远</span>
          </div>
          {stock.stores.length === 0 && <p className="none">附近没有别的门店。</p>}
          <ul>{stock.stores.map(row)}</ul>
        </section>
        {stock.warehouses.length > 0 && (
          <section className="sec" aria-label="仓库">
            <div className="sec-h">
              <h2>仓库</h2>
            </div>
            <ul>{stock.warehouses.map(row)}</ul>
          </section>
        )}
        <p className="read-at t11 i2">实时库存 · {exactClock(stock.asOf)}</p>
      </main>
      <footer className="act">
        {memberId ? (
          <button type="button" className="btn main" onClick={() => setSheet('order')}>
            <Icon name="shopping-bag" size={18} />
            给顾客下单
          </button>
        ) : (
          <button type="button" className="btn main" disabled={!from} onClick={() => setSheet('ask')}>
            <Icon name="truck" size={18} />
            {from ? `向${from.name}调货` : '哪里都没有货'}
          </button>
        )}
      </footer>
      {sheet === 'ask' && from && (
        <AskSheet stock={stock} from={from} pieces={pieces} close={() => setSheet(undefined)} />
      )}
      {sheet === 'order' && memberId && (
        <OrderForSheet stock={stock} memberId={memberId} close={() => setSheet(undefined)} />
      )}
    </>
  )
}
