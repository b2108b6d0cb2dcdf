import { useState } from 'react'
import { call } from '../../api/client'
import { Problem } from '../../desk/Problem'
import { useAction } from '../../desk/useAction'
import { Over } from '../Over'
import type { Group } from './group.rules'

const MOST = 600
const HOME = { title: '到店取、送到家，先看看', page: 'pages/home/index' }

interface Props {
  group: Group
  close: () => void
  done: () => void
}

/** 入群欢迎语 (GU-7, JO-3): what WeCom says to who comes into the group. */
export const Welcome = ({ group, close, done }: Props) => {
  const { welcome, chatId } = group
  const [text, setText] = useState(welcome.text)
  const [page, setPage] = useState(welcome.page)
  const { run, busy, failure } = useAction(async () => {
    await call('PUT /groups/:chatId/welcome', {
      params: { chatId },
      body: { text: text.trim(), ...(page ? { page } : {}), version: welcome.version },
    })
    done()
  })
  return (
    <Over title="欢迎语" name={group.name} close={close}>
      <main className="main-scroll">
        <section className="sec welcome" aria-label="欢迎语">
          <label className="labelled">
            新人进群时说
            <textarea
              className="field"
              rows={6}
              maxLength={MOST}
              value={text}
              disabled={!welcome.mayChange}
              placeholder="例：欢迎来到静安寺店会员群，每晚 8 点有秒杀，到店报群名领一份小样。"
              onChange={(event) => setText(event.target.value)}
            />
          </label>
          <label className="row welcome-page">
            <input
              type="checkbox"
              checked={page !== undefined}
              disabled={!welcome.mayChange}
              onChange={(event) => setPage(event.target.checked ? (welcome.page ?? HOME) : undefined)}
            />
            后面带上小程序「{(page ?? HOME).title}」
          </label>
          <p className={`t11 ${welcome.state === 'trouble' ? 'danger' : 'i2'}`}>{welcome.stateText}</p>
          {!welcome.mayChange && <p className="t11 i2">欢迎语由群主或店长来定。</p>}
        </section>
      </main>
      <Problem text={failure?.message} wide />
      <footer className="act">
        <button
          type="button"
          className="btn main"
          disabled={busy || !welcome.mayChange}
          onClick={() => void run()}
        >
          {busy ? '正在保存…' : text.trim() || page ? '保存' : '不要欢迎语了'}
        </button>
      </footer>
    </Over>
  )
}
