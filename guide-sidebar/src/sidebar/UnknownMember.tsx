import { useEffect, useState } from 'react'
import { callForPicture } from '../api/client'
import { ApiFailure } from '../api/failure'
import type { Guide } from '../api/storage'
import { Icon } from '../ui/Icon'

type Code =
  { status: 'hidden' | 'loading' } | { status: 'shown'; src: string } | { status: 'failed'; text: string }

const useStoreCode = (storeId: string) => {
  const [code, setCode] = useState<Code>({ status: 'hidden' })
  const src = code.status === 'shown' ? code.src : undefined
  useEffect(() => () => (src ? URL.revokeObjectURL(src) : undefined), [src])
  const show = async () => {
    setCode({ status: 'loading' })
    try {
      const picture = await callForPicture('GET /stores/:storeId/wxacode', { params: { storeId } })
      setCode({ status: 'shown', src: URL.createObjectURL(picture) })
    } catch (error) {
      setCode({ status: 'failed', text: error instanceof ApiFailure ? error.message : '小程序码没有取到' })
    }
  }
  return { code, show, hide: () => setCode({ status: 'hidden' }) }
}

const STEPS = [
  '请顾客用微信扫门店小程序码，打开小程序',
  '在“我的”里登录，并授权手机号',
  '回到这里点刷新，会员资料就会对上',
]

/** A WeCom contact behind whom no member is known: what is missing and how to get it (ME-1). */
export const UnknownMember = ({ store }: { store: Guide['store'] }) => {
  const { code, show, hide } = useStoreCode(store.id)
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
      {code.status === 'shown' ? (
        <figure className="code">
          <img src={code.src} alt={`${store.name}小程序码`} />
          <figcaption className="i2">{store.name} · 请顾客用微信扫一扫</figcaption>
          <button type="button" className="fold" onClick={hide}>
            收起
          </button>
        </figure>
      ) : (
        <button
          type="button"
          className="btn wide"
          disabled={code.status === 'loading'}
          onClick={() => void show()}
        >
          <Icon name="qr-code" size={18} />
          {code.status === 'loading' ? '正在取码…' : `出示${store.name}小程序码`}
        </button>
      )}
      {code.status === 'failed' && (
        <p className="danger oops" role="alert">
          {code.text}
        </p>
      )}
    </section>
  )
}
