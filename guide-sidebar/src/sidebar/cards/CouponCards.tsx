import { useState } from 'react'
import { useApi } from '../../api/useApi'
import { Bone } from '../../ui/Bone'
import { Icon } from '../../ui/Icon'
import { cardWord, isAwaited, tally, worthOf } from './cards.rules'

const SHOWN = 3

/** 券: what the guide sent to this customer and what became of it (CO-2, GU-3). */
export const CouponCards = ({ externalUserId, send }: { externalUserId: string; send: () => void }) => {
  const { data, error, mutate } = useApi(
    'GET /customers/:externalUserId/coupon-cards',
    { params: { externalUserId } },
    isAwaited,
  )
  const [all, setAll] = useState(false)
  const cards = data?.answer.cards ?? []
  return (
    <section className="sec" aria-label="发给顾客的券">
      <div className="sec-h">
        <h2>券</h2>
        {cards.length > 0 && <span className="i2 t11">{tally(cards)}</span>}
        <button type="button" className="more link" onClick={send}>
          发券
          <Icon name="chevron-right" size={14} />
        </button>
      </div>
      {!data && !error && <Bone w="60%" h={14} />}
      {!data && error && (
        <button type="button" className="again" onClick={() => void mutate()}>
          发过的券没有读到，再试一次
        </button>
      )}
      {data && cards.length === 0 && (
        <p className="none">还没给这位顾客发过券。发出去以后，领没领、用没用都在这里。</p>
      )}
      <ul>
        {(all ? cards : cards.slice(0, SHOWN)).map((it) => {
          const [word, tone] = cardWord[it.state]
          return (
            <li className="li" key={it.id}>
              <span className="mark brand">
                <Icon name="ticket" size={18} />
              </span>
              <div className="grow">
                <div className="m cut">{it.coupon.title}</div>
                <div className="i2 t11 cut">
                  {worthOf(it.coupon)} · {it.stateText}
                </div>
              </div>
              <span className={`t11 m ${tone}`}>{word}</span>
            </li>
          )
        })}
      </ul>
      {!all && cards.length > SHOWN && (
        <button type="button" className="fold" onClick={() => setAll(true)}>
          再看 {cards.length - SHOWN} 张
          <Icon name="chevron-down" size={14} />
        </button>
      )}
    </section>
  )
}
