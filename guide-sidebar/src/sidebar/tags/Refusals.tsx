import { Icon } from '../../ui/Icon'
import type { Choices } from './tags.rules'
import type { Tagging } from './useTags'

interface RowProps {
  what: string
  why: string
  again: () => void
  /** Lets it stand as it is in WeCom. */
  drop: () => void
}

const Row = ({ what, why, again, drop }: RowProps) => (
  <li className="refused">
    <Icon name="triangle-alert" size={14} />
    <div className="grow">
      <div className="m">{what}，没带到企微</div>
      <div className="t11">{why}</div>
    </div>
    <button type="button" onClick={again}>
      再试
    </button>
    <button type="button" onClick={drop}>
      算了
    </button>
  </li>
)

/** What WeCom did not take over, with the reason; nothing of it is lost. */
export const Refusals = ({ choices, tagging }: { choices: Choices; tagging: Tagging }) => {
  const { text, refusal: remark } = choices.remark
  const rows = choices.tags.flatMap(({ name, tagId, refusal }) => {
    if (!refusal || !tagId) return []
    const { wantedOn, text: why } = refusal
    return [
      {
        what: `${wantedOn ? '加' : '去掉'}「${name}」`,
        why,
        again: () => void tagging.change({ tagId, on: wantedOn }),
        drop: () => void tagging.change({ tagId, on: !wantedOn }),
      },
    ]
  })
  if (remark)
    rows.push({
      what: remark.wanted ? `备注「${remark.wanted}」` : '清空备注',
      why: remark.text,
      again: () => void tagging.setRemark(remark.wanted),
      drop: () => void tagging.setRemark(text),
    })
  if (rows.length === 0) return null
  return (
    <ul className="refusals" role="alert">
      {rows.map((it) => (
        <Row key={it.what} {...it} />
      ))}
    </ul>
  )
}
