import { useState } from 'react'
import type { ReactNode } from 'react'
import { Bone } from '../ui/Bone'
import { Icon } from '../ui/Icon'

/** One thing that was sent, and what became of it. */
export interface SentRow {
  id: string
  picture: ReactNode
  title: string
  text: string
  /** How it stands, in a word of its tone. */
  state: [word: string, tone: string]
}
interface Props {
  /** What the section is called to those who cannot see it. */
  label: string
  title: string
  /** Beside the title. */
  tally?: string
  /** What sends another one. */
  action: string
  send: () => void
  /** Absent until they were read. */
  rows: SentRow[] | undefined
  /** Where they could not be read. */
  retry: (() => void) | undefined
  /** Said while there are none. */
  none: string
  /** Of what there are more: `张`. */
  unit: string
}

const SHOWN = 3

/** What the guide sent to this customer and what became of it (GU-3, GU-6). */
export const Sent = ({ label, title, tally, action, send, rows, retry, none, unit }: Props) => {
  const [all, setAll] = useState(false)
  return (
    <section className="sec" aria-label={label}>
      <div className="sec-h">
        <h2>{title}</h2>
        {tally && <span className="i2 t11">{tally}</span>}
        <button type="button" className="more link" onClick={send}>
          {action}
          <Icon name="chevron-right" size={14} />
        </button>
      </div>
      {!rows && !retry && <Bone w="60%" h={14} />}
      {!rows && retry && (
        <button type="button" className="again" onClick={retry}>
          {label}没有读到，再试一次
        </button>
      )}
      {rows?.length === 0 && <p className="none">{none}</p>}
      <ul>
        {rows?.slice(0, all ? rows.length : SHOWN).map((it) => (
          <li className="li" key={it.id}>
            {it.picture}
            <div className="grow">
              <div className="m cut">{it.title}</div>
              <div className="i2 t11 cut">{it.text}</div>
            </div>
            <span className={`t11 m ${it.state[1]}`}>{it.state[0]}</span>
          </li>
        ))}
      </ul>
      {!all && rows && rows.length > SHOWN && (
        <button type="button" className="fold" onClick={() => setAll(true)}>
          再看 {rows.length - SHOWN} {unit}
          <Icon name="chevron-down" size={14} />
        </button>
      )}
    </section>
  )
}
