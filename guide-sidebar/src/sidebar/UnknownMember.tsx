import { useEffect, useState } from 'react'
import { call } from '../api/client'
import { useAction } from '../desk/useAction'
import { clock } from '../ui/date.rules'
import { Icon } from '../ui/Icon'

/** How often it is looked whether the person has confirmed, while a code is shown, in ms. */
const LOOK_MS = 3_000

const STEPS = ['请顾客用微信扫下面的码', '在小程序里登录，点「是我」', '等级、积分和消费马上出现在这里']

interface Props {
  externalUserId: string
  /** Reads the customer anew. */
  look: () => void
}

/** A WeCom contact behind whom no member is known: the code that says who it is, and what to do with it (ME-1). */
export const UnknownMember = ({ externalUserId, look }: Props) => {
  const { run, busy, failure } = useAction(() =>
    call('POST /customers/:externalUserId/link-codes', { params: { externalUserId } }),
  )
  const [code, setCode] = useState<Awaited<ReturnType<typeof run>>>()
  const until = code && Date.parse(code.expiresAt)
  useEffect(() => {
    if (until === undefined) return
    const looking = setInterval(look, LOOK_MS)
    const ending = setTimeout(() => setCode(undefined), until - Date.now())
    return () => {
      clearInterval(looking)
      clearTimeout(ending)
    }
  }, [until, look])
  return (
    <section className="sec link-up">
      <div className="sec-h">
        <h2>还没认出是哪位会员</h2>
      </div>
      <p className="i2">现在看不到等级、积分、手机号和消费。和顾客一起做三步就能对上：</p>
      <ol className="steps">
        {STEPS.map((step, index) => (
          <li key={step}>
            <span className="no">{index + 1}</span>
            {step}
          </li>
        ))}
      </ol>
      {code && until !== undefined ? (
        <figure className="code">
          <img src={code.picture} alt="对会员的小程序码" />
          <figcaption className="i2">请顾客用微信扫一扫 · {clock(until)} 前有效</figcaption>
          <button type="button" className="fold" onClick={() => setCode(undefined)}>
            收起
          </button>
        </figure>
      ) : (
        <button
          type="button"
          className="btn wide"
          disabled={busy}
          onClick={() => void run().then((made) => made && setCode(made))}
        >
          <Icon name="qr-code" size={18} />
          {busy ? '正在取码…' : '出示对会员的码'}
        </button>
      )}
      {failure && (
        <p className="danger oops" role="alert">
          {failure.message}
        </p>
      )}
    </section>
  )
}
