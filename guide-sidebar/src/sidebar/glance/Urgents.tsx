import { useState } from 'react'
import { Icon } from '../../ui/Icon'
import { LOOKS, type Urgent } from './glance.rules'

interface Props {
  /** Absent until it was read. */
  urgent: readonly Urgent[] | undefined
  /** Where it could not be read. */
  retry: (() => void) | undefined
  /** Begins a message about it. */
  remind: (words: string) => void
  sendGoods: () => void
}

const SHOWN = 4

/** 现在要紧: what presses with this customer, what ends first on top (GU-1); nothing where nothing does. */
export const Urgents = ({ urgent, retry, remind, sendGoods }: Props) => {
  const [all, setAll] = useState(false)
  if (!urgent && retry)
    return (
      <section className="sec" aria-label="现在要紧">
        <button type="button" className="again" onClick={retry}>
          现在要紧的没有读到，再试一次
        </button>
      </section>
    )
  if (!urgent || urgent.length === 0) return null
  return (
    <section className="sec" aria-label="现在要紧">
      <div className="sec-h">
        <h2>现在要紧</h2>
        <span className="more t11">{urgent.length} 件 · 按紧急排</span>
      </div>
      <ul>
        {(all ? urgent : urgent.slice(0, SHOWN)).map((it) => {
          const [icon, tone] = LOOKS[it.kind]
          const { words } = it
          return (
            <li className="li urgent" key={`${it.kind}${it.title}${it.at ?? ''}`}>
              <span className={`mark ${it.isPressing ? 'warn' : tone}`}>
                <Icon name={icon} size={18} />
              </span>
              <div className="grow">
                <div className="m cut">{it.title}</div>
                <div className="i2 t11 cut">{it.text}</div>
              </div>
              {words && (
                <button type="button" className="link" onClick={() => remind(words)}>
                  提醒
                </button>
              )}
              {it.kind === 'cart' && (
                <button type="button" className="link" onClick={sendGoods}>
                  发给 TA
                </button>
              )}
            </li>
          )
        })}
      </ul>
      {!all && urgent.length > SHOWN && (
        <button type="button" className="fold" onClick={() => setAll(true)}>
          再看 {urgent.length - SHOWN} 件
          <Icon name="chevron-down" size={14} />
        </button>
      )}
    </section>
  )
}
