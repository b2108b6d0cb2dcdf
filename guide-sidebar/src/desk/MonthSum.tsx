import type { ReactNode } from 'react'
import { Yuan } from '../ui/Yuan'

interface Sum {
  orders: number
  /** Fen. */
  amount: number
}
interface Props {
  month: Sum
  today: Sum
  /** Beside today's. */
  others: [value: ReactNode, word: string][]
}

/** The money of the month, large, and what else there is to say of it. */
export const MonthSum = ({ month, today, others }: Props) => {
  const tiles: Props['others'] = [
    [<Yuan key="today" amount={today.amount} round />, `今天 · ${today.orders} 单`],
    ...others,
  ]
  return (
    <>
      <div className="month-sum">
        <b>
          <Yuan amount={month.amount} round />
        </b>
        <span className="i2">本月 · {month.orders} 单</span>
      </div>
      <div className="stats">
        {tiles.map(([value, word]) => (
          <div key={word}>
            <b>{value}</b>
            <span>{word}</span>
          </div>
        ))}
      </div>
    </>
  )
}
