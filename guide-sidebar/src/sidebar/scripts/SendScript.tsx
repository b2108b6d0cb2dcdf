import { useState } from 'react'
import type { ReactNode } from 'react'
import { useDoor } from '../../api/door'
import type { Guide } from '../../api/storage'
import { useApi } from '../../api/useApi'
import { RowBones } from '../../desk/DeskSkeleton'
import { Problem } from '../../desk/Problem'
import { useAction } from '../../desk/useAction'
import { FailureState } from '../../ui/FailureState'
import { Icon } from '../../ui/Icon'
import { SearchBar } from '../../ui/SearchBar'
import { State } from '../../ui/State'
import { withNames, type Names } from '../../ui/names.rules'
import { intoChat } from '../../wecom/intoChat'
import { Over } from '../Over'
import { ScriptForm } from './ScriptForm'
import { Kinds } from './Kinds'
import { matching, type Category, type Script } from './scripts.rules'
import './scripts.css'

interface Props {
  externalUserId: string
  name: string
  avatar?: string
  guide: Guide
  tabs: ReactNode
  close: () => void
  /** It is in the chat; with the script's title. */
  done: (title: string) => void
}

interface RowProps {
  script: Script
  names: Names
  isChosen: boolean
  choose: () => void
  like: () => void
  edit: () => void
}

const Row = ({ script, names, isChosen, choose, like, edit }: RowProps) => (
  <li className={`script${isChosen ? ' on' : ''}`}>
    <button type="button" className="script-words" aria-pressed={isChosen} onClick={choose}>
      <span className="row">
        <b className="m cut">{script.title}</b>
        <span className="i2 t11">{script.isMine ? '我的' : script.used > 0 && `说过 ${script.used} 次`}</span>
      </span>
      <span className="i2 clamp-2">{withNames(script.text, names)}</span>
    </button>
    {script.isMine && (
      <button type="button" className="script-tool link" onClick={edit}>
        改
      </button>
    )}
    <button
      type="button"
      className={`script-tool${script.isFavourite ? ' warn' : ' i2'}`}
      aria-label={script.isFavourite ? `不再收藏${script.title}` : `收藏${script.title}`}
      aria-pressed={script.isFavourite}
      onClick={like}
    >
      <Icon name="star" size={18} />
    </button>
  </li>
)

/** 话术 (GU-3): words from the library, found by search, the names filled in, changed if need be, and put into the chat. */
export const SendScript = ({ name, avatar, guide, tabs, close, done }: Props) => {
  const { call, say } = useDoor()
  const { data, error, isValidating, mutate } = useApi('GET /scripts', { query: {} })
  const [q, setQ] = useState('')
  const [category, setCategory] = useState<Category>()
  const [chosen, setChosen] = useState<Script>()
  const [words, setWords] = useState('')
  const [editing, setEditing] = useState<Script | 'new'>()
  const names = { customer: name, guide: guide.name, store: guide.store.name }
  const send = useAction(async () => {
    if (!chosen) return
    if (!(await intoChat(() => say(words.trim()), '企业微信没有发出去，请再试一次'))) return
    await call('POST /scripts/:scriptId/used', { params: { scriptId: chosen.id } }).catch(() => undefined)
    done(chosen.title)
  })
  const like = useAction(async ({ id: scriptId, isFavourite }: Script) => {
    await call('PUT /scripts/:scriptId/favourite', { params: { scriptId }, body: { on: !isFavourite } })
    await mutate()
  })
  const choose = (it: Script): void => {
    setChosen(it)
    setWords(withNames(it.text, names))
  }
  const body = () => {
    if (!data && error && !isValidating) return <FailureState failure={error} retry={() => void mutate()} />
    if (!data) return <RowBones />
    const found = matching(data.answer.scripts, q.trim(), category)
    if (found.length === 0)
      return <State icon="search-x" title="没有找到" text="换个词，或添加一条自己的。" />
    return (
      <ul className="sec scripts">
        {found.map((it) => (
          <Row
            key={it.id}
            script={it}
            names={names}
            isChosen={it.id === chosen?.id}
            choose={() => choose(it)}
            like={() => void like.run(it)}
            edit={() => setEditing(it)}
          />
        ))}
      </ul>
    )
  }
  if (editing)
    return (
      <Over
        title={editing === 'new' ? '添加话术' : '改话术'}
        name={name}
        avatar={avatar}
        close={() => setEditing(undefined)}
      >
        <main className="main-scroll">
          <ScriptForm
            {...(editing === 'new' ? {} : { script: editing })}
            close={() => setEditing(undefined)}
            done={() => mutate()}
          />
        </main>
      </Over>
    )
  return (
    <Over title="话术" name={name} avatar={avatar} close={close}>
      {tabs}
      <SearchBar label="找话术" placeholder="搜标题或内容" value={q} onChange={setQ} />
      <Kinds
        className="opts-line"
        chosen={category}
        choose={(it) => setCategory(it === category ? undefined : it)}
      />
      <main className="main-scroll">{body()}</main>
      {chosen && (
        <section className="sec said" aria-label="要说的话">
          <textarea
            className="chat-words"
            aria-label="要说的话"
            value={words}
            rows={3}
            maxLength={1000}
            onChange={(event) => setWords(event.target.value)}
          />
        </section>
      )}
      <Problem text={send.failure?.message ?? like.failure?.message} wide />
      <footer className="act">
        <button type="button" className="tool" onClick={() => setEditing('new')}>
          <Icon name="plus" size={20} />
          添加
        </button>
        <button
          type="button"
          className="btn main"
          disabled={send.busy || !chosen || !words.trim()}
          onClick={() => void send.run()}
        >
          {send.busy ? '正在发…' : chosen ? '发到聊天' : '先选一条'}
        </button>
      </footer>
    </Over>
  )
}
