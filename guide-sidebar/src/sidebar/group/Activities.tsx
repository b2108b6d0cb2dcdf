import { useState } from 'react'
import { useApi } from '../../api/useApi'
import { Problem } from '../../desk/Problem'
import { useAction } from '../../desk/useAction'
import { Bone } from '../../ui/Bone'
import { Icon } from '../../ui/Icon'
import { Picture } from '../../ui/Picture'
import { sendCard } from '../../wecom/client'
import { intoChat } from '../../wecom/intoChat'
import cardPicture from '../cards/coupon-card.png'
import { KINDS, type Activity } from './group.rules'

/** What comes next and can be put into the group: flash sales, group buys, events, coupons (GU-7). */
export const Activities = ({ chatId, done }: { chatId: string; done: (title: string) => void }) => {
  const { data, error } = useApi('GET /groups/:chatId/activities', { params: { chatId } })
  const [sending, setSending] = useState<string>()
  const { run, busy, failure } = useAction(async ({ id, title, message }: Activity) => {
    setSending(id)
    const { image, ...card } = message
    const imgUrl = new URL(image || cardPicture, window.location.href).href
    if (await intoChat(() => sendCard({ ...card, imgUrl }), '企业微信没有把卡片发出去，请再试一次'))
      done(title)
  })
  const body = () => {
    if (!data) return error ? <p className="none">{error.message}</p> : <Bone w="100%" h={56} />
    const { activities } = data.answer
    if (activities.length === 0) return <p className="none">本店近期没有可以发到群里的活动。</p>
    return (
      <ul>
        {activities.map((it) => (
          <li key={`${it.kind}-${it.id}`} className="li activity">
            {it.image ? (
              <Picture src={it.image} icon={KINDS[it.kind].icon} word={it.title} size={40} />
            ) : (
              <span className="mark brand activity-mark">
                <Icon name={KINDS[it.kind].icon} size={20} />
              </span>
            )}
            <span className="grow">
              <b className="cut block">{it.title}</b>
              <span className="t11 i2 cut block">{it.text}</span>
            </span>
            <button
              type="button"
              className="again"
              aria-label={`${KINDS[it.kind].send}：${it.title}`}
              disabled={busy}
              onClick={() => void run(it)}
            >
              {busy && sending === it.id ? '正在发…' : KINDS[it.kind].send}
            </button>
          </li>
        ))}
      </ul>
    )
  }
  return (
    <section className="sec group-more" aria-label="群里接下来">
      <div className="sec-h">
        <h2>群里接下来</h2>
      </div>
      <Problem text={failure?.message} />
      {body()}
    </section>
  )
}
