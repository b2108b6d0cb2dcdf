import { Icon } from '../ui/Icon'

interface Props {
  href: string
  /** What it says, in short. */
  gist: string
  /** How it stands, and the tone that is said in. */
  status: readonly [word: string, tone: string]
  lines: readonly string[]
}

/** Something handed to WeCom, and how it went so far. */
export const CourseRow = ({ href, gist, status: [word, tone], lines }: Props) => (
  <li>
    <a className="li visit link-row" href={href}>
      <div className="grow cut">
        <div className="row">
          <span className="m cut grow">{gist}</span>
          <span className={`t11 m fix ${tone}`}>{word}</span>
        </div>
        {lines.map((line) => (
          <div key={line} className="i2 t11 cut">
            {line}
          </div>
        ))}
      </div>
      <Icon name="chevron-right" size={14} />
    </a>
  </li>
)
