import { useState } from 'react'
import { call } from '../../api/client'
import { newKey } from '../../api/key'
import type { Guide } from '../../api/storage'
import { useApi } from '../../api/useApi'
import { FailureState } from '../../ui/FailureState'
import { SearchBar } from '../../ui/SearchBar'
import { useSettled } from '../../ui/useSettled'
import { Problem } from '../Problem'
import { Top } from '../Top'
import { useAction } from '../useAction'
import { Choices } from './Choices'
import { MOST } from './takeover.rules'

const MOST_SIGNS = 200

/** Whose customers and groups go to which colleague (GU-6): who, to whom, and what is said to them. */
export const NewTakeoverPage = ({ guide, guideId }: { guide: Guide; guideId: string }) => {
  const guides = useApi('GET /staff/takeovers/guides', {})
  const giver = guides.data?.answer.guides.find((it) => it.id === guideId)
  const takers = guides.data?.answer.guides.filter((it) => it.active && it.id !== guideId) ?? []
  const [typed, setTyped] = useState('')
  const q = useSettled(typed.trim())
  const [people, setPeople] = useState<readonly string[]>([])
  const [chats, setChats] = useState<readonly string[]>([])
  const [to, setTo] = useState('')
  const [message, setMessage] = useState('')
  const [key] = useState(newKey)
  const { run, busy, failure } = useAction(async () => {
    const { id } = await call('POST /staff/takeovers', {
      body: {
        ...{ key, fromGuideId: guideId, toGuideId: to, externalUserIds: [...people], chatIds: [...chats] },
        message: message.trim(),
      },
    })
    window.location.hash = `#/takeover/${id}`
  })
  const reason = (failure?.details as { text?: string } | undefined)?.text ?? failure?.message
  const count = people.length + chats.length
  const label = count === 0 ? '先选要转的顾客或群' : to ? `转给同事（${count}）` : '再选谁来接'
  if (guides.error && !guides.data)
    return <FailureState failure={guides.error} retry={() => void guides.mutate()} />
  return (
    <>
      <Top title={giver ? `转出 ${giver.name} 的客户` : '客户继承'} to="#/takeovers" guide={guide} />
      <SearchBar label="找顾客" placeholder="顾客名字或备注" value={typed} onChange={setTyped} />
      <main className="main-scroll">
        <Choices key={q} {...{ guideId, q, people, chats, setPeople, setChats }} most={MOST} />
      </main>
      <section className="sec takeover-form" aria-label="转给谁">
        <label className="labelled">
          谁来接
          <select className="field" value={to} onChange={(event) => setTo(event.target.value)}>
            <option value="">请选一位同事</option>
            {takers.map((it) => (
              <option key={it.id} value={it.id}>
                {it.name}（{it.customers} 位顾客）
              </option>
            ))}
          </select>
        </label>
        {giver?.active && (
          <label className="labelled">
            接替后对顾客说（可不写）
            <input
              className="field"
              value={message}
              maxLength={MOST_SIGNS}
              placeholder="例：您好，以后由我来照顾您"
              onChange={(event) => setMessage(event.target.value)}
            />
          </label>
        )}
        <p className="t11 i2">顾客会收到通知，24 小时内可以不同意；90 天里同一位顾客最多转 2 次。</p>
        <Problem text={reason} />
      </section>
      <footer className="act">
        <button
          type="button"
          className="btn main"
          disabled={busy || count === 0 || !to}
          onClick={() => void run()}
        >
          {busy ? '正在提交…' : label}
        </button>
      </footer>
    </>
  )
}
