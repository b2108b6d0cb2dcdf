import { useEffect, useState } from 'react'
import type { Guide } from '../api/storage'
import { Icon } from '../ui/Icon'
import { Confirm } from './Confirm'
import { CouponPage } from './coupon/CouponPage'
import { DigitPad } from './DigitPad'
import { Person } from './Person'
import { Redeemed } from './Redeemed'
import { Refused } from './Refused'
import { Result } from './Result'
import { Scan } from './Scan'
import { Top } from './Top'
import { CODE_LENGTH } from './handover.rules'
import { useRedeem } from './useRedeem'

type Mode = 'scan' | 'digits'

interface EnterProps {
  mode: Mode
  looking: boolean
  setMode: (mode: Mode) => void
  look: (code: string) => void
}

/** The code by scanner or by eight digits; the eighth digit sends them. */
const Enter = ({ mode, looking, setMode, look }: EnterProps) => {
  const [digits, setDigits] = useState('')
  const change = (next: string) => {
    if (looking) return
    setDigits(next)
    if (next.length === CODE_LENGTH && digits.length < CODE_LENGTH) look(next)
  }
  const busy = looking && (
    <p className="looking" role="status">
      正在查这个码…
    </p>
  )
  if (mode === 'scan')
    return (
      <>
        <main className="main-scroll centre">{busy || <Scan what="取货码或券码" found={look} />}</main>
        <footer className="act">
          <button type="button" className="btn" disabled={looking} onClick={() => setMode('digits')}>
            <Icon name="keyboard" size={20} />输 8 位数
          </button>
        </footer>
      </>
    )
  return (
    <>
      <main className="main-scroll entry">
        <DigitPad digits={digits} change={change} note={busy} />
      </main>
      <footer className="act">
        <button type="button" className="btn" disabled={looking} onClick={() => setMode('scan')}>
          <Icon name="scan-line" size={20} />
          扫码
        </button>
      </footer>
    </>
  )
}

/** 核销: scan or type, check, hand over or take a coupon (OR-3, CO-3, GU-5). */
export const RedeemPage = ({ guide, first }: { guide: Guide; first: Mode }) => {
  const [mode, setMode] = useState<Mode>(first)
  const { stage, look, redeem, check, refused, restart, undone } = useRedeem(guide)
  useEffect(() => setMode(first), [first])
  const enter = (next: Mode) => {
    setMode(next)
    restart()
  }
  const body = () => {
    switch (stage.name) {
      case 'enter':
      case 'looking':
        return <Enter mode={mode} looking={stage.name === 'looking'} setMode={setMode} look={look} />
      case 'coupon':
        return (
          <CouponPage
            code={stage.code}
            first={stage.coupon}
            guide={guide}
            next={() => enter(mode)}
            refused={(failure) => refused(stage.code, failure)}
          />
        )
      case 'confirm':
      case 'redeeming':
        return (
          <Confirm
            code={stage.code}
            handover={stage.handover}
            busy={stage.name === 'redeeming'}
            note={stage.name === 'confirm' ? stage.note : undefined}
            confirm={() => void redeem(stage.code, stage.handover)}
            leave={restart}
          />
        )
      case 'unsure':
        return (
          <>
            <Result tone="warn-r" icon="wifi-off" title="先别交货">
              没有收到核销结果：{stage.failure.message}
            </Result>
            <main className="main-scroll">
              <Person handover={stage.handover} />
            </main>
            <footer className="act">
              <button
                type="button"
                className="btn main"
                onClick={() => void check(stage.code, stage.handover)}
              >
                查一下核销了没有
              </button>
            </footer>
          </>
        )
      case 'done':
        return (
          <Redeemed
            key={stage.at}
            code={stage.code}
            handover={stage.handover}
            guide={guide}
            next={() => enter(mode)}
            undone={undone}
          />
        )
      case 'undone':
        return (
          <>
            <Result tone="warn-r" icon="undo-2" title="已撤销，请把货收回">
              原因：{stage.reason}
            </Result>
            <main className="main-scroll">
              <Person handover={stage.handover}>
                <a className="link" href={`#/order/${stage.handover.order.id}`}>
                  看订单
                </a>
              </Person>
            </main>
            <footer className="act">
              <button type="button" className="btn main" onClick={() => enter(mode)}>
                核销下一单
              </button>
            </footer>
          </>
        )
      case 'refused':
        return (
          <Refused
            failure={stage.failure}
            code={stage.code}
            storeName={guide.store.name}
            now={stage.at}
            again={() => void look(stage.code)}
            retype={() => enter('digits')}
            rescan={() => enter('scan')}
            next={() => enter(mode)}
          />
        )
    }
  }
  return (
    <>
      <Top title="核销" to="#/desk" guide={guide} />
      {body()}
    </>
  )
}
