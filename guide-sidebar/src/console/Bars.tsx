export interface Bar {
  name: string
  value: number
  /** Written at the end of the line. */
  label: string
}

/** Lines of one length scale with direct labels. */
export const Bars = ({ bars, max }: { bars: readonly Bar[]; max: number }) => (
  <ul className="bars">
    {bars.map(({ name, value, label }) => (
      <li key={name}>
        <span className="cut">{name}</span>
        <i>
          <u style={{ width: `${max > 0 ? (value / max) * 100 : 0}%` }} />
        </i>
        <b>{label}</b>
      </li>
    ))}
  </ul>
)

/** The same shape while it is being read. */
export const BarBones = ({ lines }: { lines: number }) => (
  <ul className="bars" aria-hidden="true">
    {Array.from({ length: lines }, (_, line) => (
      <li key={line}>
        <span className="bone" style={{ height: 14, width: 48 }} />
        <span className="bone" style={{ height: 8, width: `${90 - line * 7}%` }} />
        <span />
      </li>
    ))}
  </ul>
)
