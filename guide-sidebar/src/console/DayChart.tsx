interface Day {
  /** `2026-11-24` */
  date: string
  claimed: number
  used: number
}

const W = 720
const H = 200
const TOP = 20
const FOOT = 24

const short = (date: string): string => `${Number(date.slice(5, 7))}/${date.slice(8, 10)}`

/** Two counts day by day: bars of one, and inside them those of the other; the highest day is labelled. */
export const DayChart = ({
  days,
  names,
}: {
  days: readonly Day[]
  names: { claimed: string; used: string }
}) => {
  if (days.length === 0) return <p className="i2 area-none">开始发放以后，这里按天画出来。</p>
  const most = Math.max(...days.map((it) => Math.max(it.claimed, it.used)), 1)
  const step = W / Math.max(days.length, 14)
  const wide = Math.min(28, step * 0.7)
  const tall = (n: number) => (n / most) * (H - TOP - FOOT)
  const peak = days.reduce((a, b) => (b.claimed > a.claimed ? b : a))
  const every = Math.ceil(days.length / 10)
  return (
    <>
      <svg
        className="chart"
        viewBox={`0 0 ${W} ${H}`}
        style={{ maxWidth: W }}
        role="img"
        aria-label={`每天${names.claimed}和${names.used}`}
      >
        <line x1="0" x2={W} y1={H - FOOT} y2={H - FOOT} className="chart-base" />
        {days.map((it, nth) => {
          const x = nth * step + (step - wide) / 2
          return (
            <g key={it.date}>
              <title>{`${short(it.date)} ${names.claimed} ${it.claimed}，${names.used} ${it.used}`}</title>
              <rect
                x={x}
                y={H - FOOT - tall(it.claimed)}
                width={wide}
                height={tall(it.claimed)}
                rx="2"
                className="chart-all"
              />
              <rect
                x={x + wide * 0.25}
                y={H - FOOT - tall(it.used)}
                width={wide * 0.5}
                height={tall(it.used)}
                rx="2"
                className="chart-part"
              />
              {it === peak && it.claimed > 0 && (
                <text x={x + wide / 2} y={H - FOOT - tall(it.claimed) - 6} textAnchor="middle" className="ax">
                  {it.claimed}
                </text>
              )}
              {nth % every === 0 && (
                <text x={x + wide / 2} y={H - 6} textAnchor="middle" className="ax">
                  {short(it.date)}
                </text>
              )}
            </g>
          )
        })}
      </svg>
      <p className="legend">
        <span>
          <i className="key-all" />
          {names.claimed}
        </span>
        <span>
          <i className="key-part" />
          {names.used}
        </span>
      </p>
    </>
  )
}
