import { useState } from 'react'
import { Icon } from '../../ui/Icon'
import { Picture } from '../../ui/Picture'
import { Yuan } from '../../ui/Yuan'
import { fenOf } from './chain.rules'
import type { NewLine } from './chain.rules'

interface Props {
  line: NewLine
  /** Pieces that are there to be set apart; undefined until it is known. */
  available: number | undefined
  set: (more: Partial<NewLine>) => void
  remove: () => void
}

/** What one of the goods costs in the chain, and how many are set apart. */
export const LineFields = ({ line, available, set, remove }: Props) => {
  const [price, setPrice] = useState(line.chainPrice === undefined ? '' : String(line.chainPrice / 100))
  const [pieces, setPieces] = useState(String(line.quota ?? ''))
  return (
    <div className="chain-line">
      <div className="li goods">
        <Picture src={line.image} icon="shopping-bag" word={line.name} size={44} />
        <span className="grow">
          <span className="m cut block">{line.name}</span>
          <span className="t11 i2 cut block">
            {line.optionText && `${line.optionText} · `}平时 <Yuan amount={line.price} />
            {available !== undefined && <b className={available > 0 ? 'ok' : 'warn'}> · 可放 {available}</b>}
          </span>
        </span>
        <button type="button" className="back" aria-label={`不要${line.name}`} onClick={remove}>
          <Icon name="x" size={18} />
        </button>
      </div>
      <div className="row chain-fields">
        <label className="row grow">
          <span className="i2">接龙价 ¥</span>
          <input
            className="field"
            inputMode="decimal"
            aria-label={`${line.name}的接龙价`}
            value={price}
            onChange={(event) => {
              setPrice(event.target.value)
              set({ chainPrice: fenOf(event.target.value) })
            }}
          />
        </label>
        <label className="row grow">
          <span className="i2">放几份</span>
          <input
            className="field"
            inputMode="numeric"
            aria-label={`${line.name}放几份`}
            value={pieces}
            onChange={(event) => {
              setPieces(event.target.value)
              set({ quota: /^\d{1,4}$/.test(event.target.value) ? Number(event.target.value) : undefined })
            }}
          />
        </label>
      </div>
    </div>
  )
}
