import { useState } from 'react'
import type { FormEvent } from 'react'
import type { Guide } from '../api/storage'
import { Icon } from '../ui/Icon'
import { Scan } from './Scan'
import { Top } from './Top'
import { orderIdIn, orderIdOf } from './handover.rules'
import { Problem } from './Problem'

const go = (orderId: string) => {
  window.location.hash = `#/order/${orderId}`
}

/** Any store's order by the shopper's order QR or its number, for service and returns here (OR-6). */
export const FindPage = ({ guide }: { guide: Guide }) => {
  const [scanning, setScanning] = useState(false)
  const [typed, setTyped] = useState('')
  const [problem, setProblem] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const id = orderIdOf(typed)
    if (/^\d{8}$/.test(typed.trim())) setProblem('8 位数是取货码，请到“核销”里输入')
    else if (id) go(id)
    else setProblem('订单号至少 6 位，在顾客小程序的订单详情里')
  }
  const found = (text: string) => {
    setScanning(false)
    const id = orderIdIn(text)
    if (id) go(id)
    else setProblem('扫到的码里没有订单，请顾客打开那张订单再扫')
  }
  return (
    <>
      <Top title="查单退货" to="#/desk" guide={guide} />
      <main className="main-scroll">
        {scanning ? (
          <section className="sec centre">
            <Scan what="订单码" found={found} />
          </section>
        ) : (
          <section className="sec">
            <ul>
              <li className="li opt">
                <span className="mark brand">
                  <Icon name="rotate-ccw" />
                </span>
                <div className="grow">
                  <div className="m">哪家店买的都能在这里退</div>
                  <div className="i2 t11">退的货进本店库存，钱按实付原路退回</div>
                </div>
              </li>
            </ul>
            <form className="find-form" onSubmit={submit}>
              <label htmlFor="order-id">订单号</label>
              <div className="row">
                <input
                  id="order-id"
                  className="field grow"
                  value={typed}
                  autoCapitalize="none"
                  autoComplete="off"
                  spellCheck={false}
                  placeholder="顾客订单详情里的订单号"
                  onChange={(event) => {
                    setTyped(event.target.value)
                    setProblem('')
                  }}
                />
                <button type="submit" className="btn brand" disabled={!typed.trim()}>
                  查单
                </button>
              </div>
            </form>
          </section>
        )}
        <Problem text={problem} wide />
      </main>
      <footer className="act">
        {scanning ? (
          <button type="button" className="btn" onClick={() => setScanning(false)}>
            <Icon name="keyboard" size={20} />
            输订单号
          </button>
        ) : (
          <button
            type="button"
            className="btn main"
            onClick={() => {
              setProblem('')
              setScanning(true)
            }}
          >
            <Icon name="scan-line" size={18} />
            扫顾客的订单码
          </button>
        )}
      </footer>
    </>
  )
}
