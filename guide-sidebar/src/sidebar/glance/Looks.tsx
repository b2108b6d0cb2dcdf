import { useState } from 'react'
import { hereText } from '../goods/goods.rules'
import { Icon } from '../../ui/Icon'
import { Picture } from '../../ui/Picture'
import { Yuan } from '../../ui/Yuan'
import { relativeDate } from '../../ui/date.rules'
import type { Glance } from './glance.rules'

interface Props {
  glance: Glance
  now: number
}

const PICTURES = 3

/** 快到期的券, to be opened. */
const Ending = ({ coupons }: Pick<Glance, 'coupons'>) => {
  const [open, setOpen] = useState(false)
  const [first] = coupons
  if (!first) return null
  return (
    <>
      <button type="button" className="sec-h fold-h" aria-expanded={open} onClick={() => setOpen(!open)}>
        <h2>快到期的券</h2>
        <span className="chip warn">{coupons.length} 张</span>
        <span className="more cut">最近一张{first.expiryText}</span>
        <Icon name={open ? 'chevron-up' : 'chevron-down'} size={14} />
      </button>
      {open && (
        <ul>
          {coupons.map((it) => (
            <li className="li" key={it.id}>
              <span className="mark brand">
                <Icon name="ticket" size={18} />
              </span>
              <div className="grow">
                <div className="m cut">{it.title}</div>
                <div className="i2 t11 cut">
                  {it.big} {it.small} · {it.where}
                </div>
              </div>
              <span className="t11 m warn">{it.expiryText}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

/** 最近在看, to be opened; nothing without the customer's consent. */
const Viewed = ({ viewed, now }: { viewed: NonNullable<Glance['viewed']>; now: number }) => {
  const [open, setOpen] = useState(false)
  if (viewed.goods.length === 0)
    return (
      <div className="sec-h">
        <h2>最近在看</h2>
        <span className="more">7 天没看过商品</span>
      </div>
    )
  return (
    <>
      <button type="button" className="sec-h fold-h" aria-expanded={open} onClick={() => setOpen(!open)}>
        <h2 className="grow">最近在看</h2>
        {!open &&
          viewed.goods
            .slice(0, PICTURES)
            .map((it) => (
              <Picture key={it.spuId} src={it.image} icon="shopping-bag" word={it.name} size={32} />
            ))}
        <span className="i2">7 天 {viewed.times} 次</span>
        <Icon name={open ? 'chevron-up' : 'chevron-down'} size={14} />
      </button>
      {open && (
        <ul>
          {viewed.goods.map((it) => {
            const [here, tone] = hereText(it)
            return (
              <li className="li" key={it.spuId}>
                <Picture src={it.image} icon="shopping-bag" word={it.name} />
                <div className="grow">
                  <div className="m cut">{it.name}</div>
                  <div className="i2 t11 cut">
                    看过 {it.times} 次 · {relativeDate(it.lastAt, now)} · <Yuan amount={it.price} />
                  </div>
                </div>
                <span className={`t11 m ${tone}`}>{here}</span>
              </li>
            )
          })}
        </ul>
      )}
    </>
  )
}

/** What else is known at a glance: coupons near their end, and what the customer looked at (GU-1, CD-1). */
export const Looks = ({ glance, now }: Props) =>
  glance.coupons.length > 0 || glance.viewed ? (
    <section className="sec" aria-label="券和浏览">
      <Ending coupons={glance.coupons} />
      {glance.viewed && <Viewed viewed={glance.viewed} now={now} />}
    </section>
  ) : null
