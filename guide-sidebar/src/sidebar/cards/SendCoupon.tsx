import { useState } from 'react'
import type { ReactNode } from 'react'
import { call } from '../../api/client'
import type { Guide } from '../../api/storage'
import { useApi } from '../../api/useApi'
import { RowBones } from '../../desk/DeskSkeleton'
import { Problem } from '../../desk/Problem'
import { newKey } from '../../api/key'
import { useAction } from '../../desk/useAction'
import { FailureState } from '../../ui/FailureState'
import { Icon } from '../../ui/Icon'
import { State } from '../../ui/State'
import { chain } from '../../ui/chain'
import { sendCard } from '../../wecom/client'
import { intoChat } from '../../wecom/intoChat'
import { Over } from '../Over'
import cardPicture from './coupon-card.png'
import { isAwaited, worthOf, type Sendable } from './cards.rules'

interface Props {
  externalUserId: string
  name: string
  avatar?: string
  guide: Guide
  tabs: ReactNode
  close: () => void
  /** The card is in the chat; with the coupon's title. */
  done: (title: string) => void
}

const Row = ({ coupon, isChosen, choose }: { coupon: Sendable; isChosen: boolean; choose: () => void }) => (
  <li>
    <button
      type="button"
      className={`li sendable${isChosen ? ' on' : ''}`}
      disabled={!coupon.canSend}
      aria-pressed={isChosen}
      onClick={choose}
    >
      <span className={`tick${isChosen ? ' on' : ''}`}>{isChosen && <Icon name="check" size={12} />}</span>
      <span className="worth">
        {coupon.kind === 'gift' ? <Icon name="gift" size={24} /> : <b>{coupon.big}</b>}
        <small className="cut">{coupon.kind === 'gift' ? '兑换' : coupon.small}</small>
      </span>
      <span className="grow">
        <span className="m cut block">{coupon.title}</span>
        <span className="i2 t11 cut block">
          {coupon.kind === 'gift' ? `${coupon.small} · ` : ''}
          {coupon.where}
        </span>
        <span className={`t11 m cut block ${coupon.canSend ? 'ok' : 'i2'}`}>{coupon.text}</span>
      </span>
    </button>
  </li>
)

/** The message as the customer will see it. */
const Preview = ({ coupon }: { coupon: Sendable }) => (
  <div className="chat-ground">
    <div className="mini-card">
      <div className="row t11 i2">
        <span className="logo">{chain.mark}</span>
        {chain.name}
      </div>
      <div className="m mini-title">
        送你一张券：{coupon.title}，{coupon.kind === 'gift' ? coupon.small : worthOf(coupon)}
      </div>
      <img src={cardPicture} alt="" />
      <div className="row t11 i2 mini-foot">
        <Icon name="external-link" size={12} />
        小程序
      </div>
    </div>
  </div>
)

/** 发券 (CO-2, GU-3): the guide chooses one coupon, sees what the customer will get, and puts it into the chat. */
export const SendCoupon = ({ externalUserId, name, avatar, guide, tabs, close, done }: Props) => {
  const params = { externalUserId }
  const { data, error, isValidating, mutate } = useApi(
    'GET /customers/:externalUserId/coupon-cards',
    { params },
    isAwaited,
  )
  const coupons = data?.answer.coupons
  const [chosen, setChosen] = useState<string>()
  const [key] = useState(newKey)
  const coupon = coupons?.find((it) => it.couponId === chosen && it.canSend)
  const { run, busy, failure } = useAction(async () => {
    if (!coupon) return
    const { card, message } = await call('POST /customers/:externalUserId/coupon-cards', {
      params,
      body: { couponId: coupon.couponId, key },
    })
    const imgUrl = new URL(cardPicture, window.location.href).href
    const isSent = await intoChat(
      () => sendCard({ ...message, imgUrl }),
      '企业微信没有把卡片发出去，请再试一次',
    )
    if (!isSent) return
    // A word that is lost changes nothing for the customer: the card counts once it is claimed.
    await call('POST /coupon-cards/:cardId/sent', { params: { cardId: card.id } }).catch(() => undefined)
    await mutate()
    done(coupon.title)
  })
  const body = () => {
    if (!coupons && error && !isValidating)
      return <FailureState failure={error} retry={() => void mutate()} />
    if (!coupons) return <RowBones />
    if (coupons.length === 0)
      return (
        <State
          icon="ticket"
          title="现在没有可以发的券"
          text="总部做券时把领法选上“导购发”，并包含你的门店，就会出现在这里。"
        />
      )
    return (
      <>
        <ul className="sec sendables">
          {coupons.map((it) => (
            <Row
              key={it.couponId}
              coupon={it}
              isChosen={it.couponId === chosen}
              choose={() => setChosen(it.couponId)}
            />
          ))}
        </ul>
        {coupon && (
          <section className="sec" aria-label="顾客会收到">
            <div className="sec-h">
              <h2>顾客会收到</h2>
            </div>
            <Preview coupon={coupon} />
            <div className="li">
              <span className="mark brand">
                <Icon name="id-card" size={18} />
              </span>
              <div className="grow">
                <div className="m cut">记在你名下 · {guide.store.name}</div>
                <div className="i2 t11">只有这位顾客能领，3 天内领一次；领没领、用没用回到资料页看</div>
              </div>
            </div>
          </section>
        )}
      </>
    )
  }
  return (
    <Over title="发券" name={name} avatar={avatar} close={close}>
      {tabs}
      <main className="main-scroll">{body()}</main>
      <Problem text={failure?.message} wide />
      <footer className="act">
        <button type="button" className="btn main" disabled={busy || !coupon} onClick={() => void run()}>
          {busy ? '正在发…' : coupon ? '发到聊天' : '先选一张券'}
        </button>
      </footer>
    </Over>
  )
}
