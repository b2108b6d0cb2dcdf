import { useApi } from '../api/useApi'
import { Problem } from './Problem'
import type { OrderLine } from './handover.rules'

interface Props {
  line: OrderLine
  pieces: number
  storeId: string
  chosen: string
  change: (skuId: string) => void
}

/** What this store can give for a line: the other options of the same goods, with what is on the shelf here (OR-6). */
export const ExchangeChoice = ({ line, pieces, storeId, chosen, change }: Props) => {
  const product = useApi('GET /products/:spuId', { params: { spuId: line.spuId } })
  const skus = product.data?.answer.skus ?? []
  const ids = skus.length ? skus.map((it) => it.id) : [line.skuId]
  const stock = useApi('GET /stock/levels', { query: { storeId, skuIds: ids.join(',') } })
  const left = (skuId: string): number =>
    stock.data?.answer.levels.find((it) => it.skuId === skuId)?.available ?? 0
  const failure = product.error ?? stock.error
  if (failure && !product.data) return <Problem text={failure.message} />
  if (!product.data || !stock.data) return <p className="hint">正在看本店的货…</p>
  return (
    <fieldset className="choose">
      <legend>换成哪一款</legend>
      <div className="opts">
        {skus.map(({ id, options, price }) => {
          const isDearer = price > line.unitPrice
          const isOut = left(id) < pieces
          const why = isDearer ? '更贵，先退货再下单' : isOut ? '本店货不够' : `本店 ${left(id)} 件`
          return (
            <button
              key={id}
              type="button"
              className={chosen === id ? 'opt-chip two-lines sel' : 'opt-chip two-lines'}
              aria-pressed={chosen === id}
              disabled={isDearer || isOut}
              onClick={() => change(id)}
            >
              {Object.values(options).join(' ') || line.name}
              <small className="i2 t11">
                {why}
                {price < line.unitPrice && '，退差价'}
              </small>
            </button>
          )
        })}
      </div>
    </fieldset>
  )
}
