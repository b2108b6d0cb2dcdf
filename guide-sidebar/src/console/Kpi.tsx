import type { ReactNode } from 'react'

interface Props {
  name: string
  /** undefined while it is being read. */
  value?: ReactNode
  note?: ReactNode
}

/** One number of the chain. */
export const Kpi = ({ name, value, note }: Props) => (
  <div className="kpi">
    <div className="k">{name}</div>
    {value === undefined ? <span className="bone kpi-bone" /> : <div className="v">{value}</div>}
    <div className="d i2">{note ?? ' '}</div>
  </div>
)
