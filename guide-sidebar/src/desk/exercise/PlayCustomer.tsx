import { useState } from 'react'
import type { Guide } from '../../api/storage'
import { ActionBar } from '../../sidebar/ActionBar'
import { CustomerHeader } from '../../sidebar/CustomerHeader'
import { SendScript } from '../../sidebar/scripts/SendScript'
import { playCustomer } from './exercise.rules'

interface Props {
  guide: Guide
  /** What was said to them in this sitting. */
  heard: readonly string[]
  tell: (notice: string) => void
}

/** Beside the chat with a play customer: the sidebar's own parts, of which words can be sent (GU-8). */
export const PlayCustomer = ({ guide, heard, tell }: Props) => {
  const [customer] = useState(() => playCustomer(guide.store.name, guide.name, Date.now()))
  const [isSending, setIsSending] = useState(false)
  const notNow = () => tell('这个练习只练话术')
  return (
    <>
      <main className="main-scroll">
        <CustomerHeader customer={customer} />
        <section className="sec" aria-label="聊天">
          <div className="sec-h">
            <h2>聊天</h2>
          </div>
          {heard.length === 0 && <p className="none">还没有说话。发出去的话会出现在这里。</p>}
          <ul className="heard">
            {heard.map((it, nth) => (
              <li key={nth}>{it}</li>
            ))}
          </ul>
        </section>
      </main>
      <ActionBar sendCoupon={notNow} tag={notNow} sendGoods={notNow} sendScript={() => setIsSending(true)} />
      {isSending && (
        <SendScript
          externalUserId={customer.externalUserId}
          name={customer.name}
          guide={guide}
          tabs={null}
          close={() => setIsSending(false)}
          done={(title) => {
            setIsSending(false)
            tell(`${title} 发出去了`)
          }}
        />
      )}
    </>
  )
}
