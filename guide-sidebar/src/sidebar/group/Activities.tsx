import { useState } from 'react'
import { newKey } from '../../api/key'
import { useApi } from '../../api/useApi'
import { Problem } from '../../desk/Problem'
import { useAction } from '../../desk/useAction'
import { Bone } from '../../ui/Bone'
import { intoChat } from '../../wecom/intoChat'
import { ActivityMark } from '../activities/ActivityMark'
import { KINDS, type Activity } from '../activities/activities.rules'
import { sendActivity } from '../activities/sendActivity'

/** What comes next and can be put into the group: flash sales, group buys, events, coupons (GU-7). */
export const Activities = ({ chatId, done }: { chatId: string; done: (title: string) => void }) => {
  const { data, error } = useApi('GET /groups/:chatId/activities', { params: { chatId } })
  const [sending, setSending] = useState<string>()
  const [key] = useState(newKey)
  const { run, busy, failure } = useAction(async (it: Activity) => {
    setSending(it.id)
    const send = () => sendActivity({ chatId }, it, key)
    if (await intoChat(send, '企业微信没有把卡片发出去，请再试一次')) done(it.title)
  })
  const body = () => {
    if (!data) return error ? <p className="none">{error.message}</p> : <Bone w="100%" h={56} />
    const { activities } = data.answer
    if (activities.length === 0) return <p className="none">本店近期没有可以发到群里的活动。</p>
    return (
      <ul>
        {activities.map((it) => (
          <li key={`${it.kind}-${it.id}`} className="li activity">
            <ActivityMark {...it} />
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
