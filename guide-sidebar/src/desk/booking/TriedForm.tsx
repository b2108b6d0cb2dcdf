import { Chip } from '../../ui/Chip'
import { Icon } from '../../ui/Icon'
import { EMPTY } from './booking.rules'
import type { Booked, Entry } from './booking.rules'

interface Props {
  kind: Booked['service']['kind']
  entries: readonly Entry[]
  change: (next: Entry[]) => void
}

const MOST = 6
const REACTIONS = ['很喜欢', '显白', '偏大', '偏小', '有点干', '想再想想']
const HINTS: Record<Booked['service']['kind'], { what: string; size: boolean }> = {
  fitting: { what: '试了哪件，如 羊毛双面大衣', size: true },
  measuring: { what: '量了什么，如 胸围 88', size: true },
  makeup: { what: '试了什么，如 丝绒口红', size: false },
  skincare: { what: '测了什么，如 T 区出油', size: false },
}

/** 试了什么: size, shade and reaction of each thing, for the next adviser to know (AP-3). */
export const TriedForm = ({ kind, entries, change }: Props) => {
  const { what, size } = HINTS[kind]
  const put = (at: number, part: Partial<Entry>) =>
    change(entries.map((it, index) => (index === at ? { ...it, ...part } : it)))
  return (
    <div className="tried-form">
      {entries.map((it, at) => (
        <fieldset className="choose" key={at}>
          <legend>试了什么{entries.length > 1 ? ` ${at + 1}` : ''}</legend>
          <input
            className="field first"
            value={it.what}
            maxLength={60}
            placeholder={what}
            aria-label={`试了什么 ${at + 1}`}
            onChange={(event) => put(at, { what: event.target.value })}
          />
          <div className="pair">
            {size ? (
              <input
                className="field"
                value={it.size}
                maxLength={20}
                placeholder="尺码，如 M"
                aria-label={`尺码 ${at + 1}`}
                onChange={(event) => put(at, { size: event.target.value })}
              />
            ) : (
              <input
                className="field"
                value={it.shade}
                maxLength={20}
                placeholder="色号，如 正红 03"
                aria-label={`色号 ${at + 1}`}
                onChange={(event) => put(at, { shade: event.target.value })}
              />
            )}
            <input
              className="field"
              value={it.reaction}
              maxLength={200}
              placeholder="感觉，如 显白"
              aria-label={`感觉 ${at + 1}`}
              onChange={(event) => put(at, { reaction: event.target.value })}
            />
          </div>
          <div className="opts quick">
            {REACTIONS.map((word) => (
              <Chip
                key={word}
                on={it.reaction === word}
                toggle={() => put(at, { reaction: it.reaction === word ? '' : word })}
              >
                {word}
              </Chip>
            ))}
          </div>
        </fieldset>
      ))}
      {entries.length < MOST && (
        <button type="button" className="fold" onClick={() => change([...entries, EMPTY])}>
          <Icon name="plus" size={14} />
          再记一样
        </button>
      )}
    </div>
  )
}
