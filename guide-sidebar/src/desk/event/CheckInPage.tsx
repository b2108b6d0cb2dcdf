import { useState } from 'react'
import { call } from '../../api/client'
import type { ApiFailure } from '../../api/failure'
import { asFailure } from '../../api/failure'
import type { Guide } from '../../api/storage'
import { Avatar } from '../../ui/Avatar'
import { Icon } from '../../ui/Icon'
import { DigitPad } from '../DigitPad'
import { CODE_LENGTH } from '../handover.rules'
import { Result } from '../Result'
import { Scan } from '../Scan'
import { Top } from '../Top'
import { useAction } from '../useAction'
import { seatsText } from './event.rules'
import type { CheckedIn } from './event.rules'

type Came = { guest: CheckedIn } | { failure: ApiFailure; code: string }

/** What the server says more precisely than the sentence of its code. */
const wordsOf = ({ message, details }: ApiFailure): string => {
  const text = (details as { text?: unknown } | undefined)?.text
  return typeof text === 'string' ? text : message
}

const Welcome = ({ guest: { guest, event } }: { guest: CheckedIn }) => (
  <>
    <Result tone="ok-r" icon="check" title="签到成功">
      {event.title}
    </Result>
    <main className="main-scroll">
      <section className="sec">
        <div className="li person">
          <Avatar name={guest.name} src={guest.avatar} size={40} />
          <div className="grow">
            <div className="person-name cut">{guest.name}</div>
            <div className="i2">{guest.tierText}</div>
          </div>
          <span className="i2">
            已到 {event.checkedIn} · {seatsText(event)}
          </span>
        </div>
      </section>
    </main>
  </>
)

/** 签到: a guest's code by scanner or eight digits; a code works once (AP-2). */
export const CheckInPage = ({ guide, first }: { guide: Guide; first: 'scan' | 'digits' }) => {
  const [mode, setMode] = useState(first)
  const [digits, setDigits] = useState('')
  const [came, setCame] = useState<Came>()
  const { run, busy } = useAction(async (text: string) => {
    const code = text.trim()
    try {
      setCame({ guest: await call('POST /store-events/check-ins', { body: { code } }) })
    } catch (error) {
      setCame({ failure: asFailure(error), code })
    }
  })
  const type = (next: string) => {
    if (busy) return
    setDigits(next)
    if (next.length === CODE_LENGTH && digits.length < CODE_LENGTH) void run(next)
  }
  const enter = (next: typeof mode) => {
    setMode(next)
    setDigits('')
    setCame(undefined)
  }
  const note = busy && (
    <p className="looking" role="status">
      正在签到…
    </p>
  )
  const body = () => {
    if (came && 'guest' in came) return <Welcome guest={came.guest} />
    if (came)
      return (
        <>
          <Result tone="no-r" icon="x" title="没有签到">
            {wordsOf(came.failure)}
          </Result>
          <main className="main-scroll" />
        </>
      )
    return mode === 'scan' ? (
      <main className="main-scroll centre">
        {note || <Scan what="活动签到码" found={(it) => void run(it)} />}
      </main>
    ) : (
      <main className="main-scroll entry">
        <DigitPad digits={digits} change={type} note={note} hint="活动签到码，在顾客小程序「我的报名」里" />
      </main>
    )
  }
  const other = mode === 'scan' ? 'digits' : 'scan'
  return (
    <>
      <Top title="活动签到" to="#/events" guide={guide} />
      {body()}
      <footer className="act">
        <button type="button" className="btn" disabled={busy} onClick={() => enter(other)}>
          <Icon name={other === 'scan' ? 'scan-line' : 'keyboard'} size={20} />
          {other === 'scan' ? '扫码' : '输 8 位数'}
        </button>
        {came && (
          <button type="button" className="btn main" onClick={() => enter(mode)}>
            下一位
          </button>
        )}
      </footer>
    </>
  )
}
