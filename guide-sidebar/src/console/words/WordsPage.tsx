import { useState } from 'react'
import type { Api } from '../../../../server/api'
import { call } from '../../api/client'
import { useApi } from '../../api/useApi'
import { Problem } from '../../desk/Problem'
import { useAction } from '../../desk/useAction'
import { FailureState } from '../../ui/FailureState'
import './words.css'

type List = Api['GET /console/word-list']['response']

/** One word a line; empty lines are nothing. */
export const wordsOf = (text: string): string[] => [
  ...new Set(
    text
      .split(/[\n,，、;；]/)
      .map((it) => it.trim())
      .filter(Boolean),
  ),
]

interface FieldsProps {
  list: List
  /** These are what was saved last here. */
  isSaved: boolean
  done: (version: number) => Promise<unknown>
}

const Fields = ({ list, isSaved, done }: FieldsProps) => {
  const [refuse, setRefuse] = useState(list.refuse.join('\n'))
  const [warn, setWarn] = useState(list.warn.join('\n'))
  const [isTouched, setIsTouched] = useState(false)
  const { run, busy, failure } = useAction(async () => {
    const body = { refuse: wordsOf(refuse), warn: wordsOf(warn), version: list.version }
    const { version } = await call('PUT /console/word-list', { body })
    await done(version)
  })
  const field = (label: string, hint: string, value: string, set: (text: string) => void) => (
    <label className="words-list">
      <b>
        {label} <span className="i2 t11">{wordsOf(value).length} 个</span>
      </b>
      <span className="i2 t11">{hint}</span>
      <textarea
        className="inp inp-area"
        rows={14}
        value={value}
        disabled={!list.mayChange}
        onChange={(event) => {
          set(event.target.value)
          setIsTouched(true)
        }}
      />
    </label>
  )
  return (
    <form
      className="area words"
      onSubmit={(event) => {
        event.preventDefault()
        void run()
      }}
    >
      <div className="words-lists">
        {field('不许发', '导购发不出去，店长会收到提醒', refuse, setRefuse)}
        {field('提醒后可发', '导购再点一次才发，店长会收到提醒', warn, setWarn)}
      </div>
      <Problem text={failure?.message} />
      <div className="row">
        <button type="submit" className="btn brand" disabled={busy || !list.mayChange}>
          {busy ? '正在保存…' : '保存词表'}
        </button>
        {isSaved && !isTouched && (
          <span className="ok" role="status">
            保存好了，马上生效
          </span>
        )}
        {!list.mayChange && <span className="i2">词表由总部来定。</span>}
      </div>
    </form>
  )
}

/** 敏感词: what guides may not say to customers by the product (GU-6b). */
export const WordsPage = () => {
  const { data, error, isValidating, mutate } = useApi('GET /console/word-list', {})
  const [saved, setSaved] = useState<number>()
  const done = (version: number) => {
    setSaved(version)
    return mutate()
  }
  const body = () => {
    if (!data && error && !isValidating) return <FailureState failure={error} retry={() => void mutate()} />
    if (!data) return <span className="bone pick-bone" role="status" aria-label="正在读取词表" />
    const { answer } = data
    return <Fields key={answer.version} list={answer} isSaved={saved === answer.version} done={done} />
  }
  return (
    <>
      <header className="ph">
        <h1>敏感词</h1>
        <span className="i2">聊天、群发、话术和入群欢迎语都按它查；隔开字、换大小写也认得出</span>
      </header>
      {body()}
    </>
  )
}
