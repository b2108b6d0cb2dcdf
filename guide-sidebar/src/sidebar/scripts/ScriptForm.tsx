import { useState } from 'react'
import { useDoor } from '../../api/door'
import { newKey } from '../../api/key'
import { Problem } from '../../desk/Problem'
import { useAction } from '../../desk/useAction'
import { Kinds } from './Kinds'
import type { Category, Script } from './scripts.rules'

interface Props {
  /** Changed; a new one when absent. */
  script?: Script
  close: () => void
  done: () => Promise<unknown>
}

const MOST_TITLE = 20
const MOST_TEXT = 500

/** 添加话术 (GU-3): a guide's own words, with names where `{顾客}` and the like stand. */
export const ScriptForm = ({ script, close, done }: Props) => {
  const { call } = useDoor()
  const [key] = useState(newKey)
  const [title, setTitle] = useState(script?.title ?? '')
  const [text, setText] = useState(script?.text ?? '')
  const [category, setCategory] = useState<Category>(script?.category ?? 'greeting')
  const words = { title: title.trim(), text: text.trim(), category }
  const { run, busy, failure } = useAction(async () => {
    if (script) await call('PUT /scripts/:scriptId', { params: { scriptId: script.id }, body: words })
    else await call('POST /scripts', { body: { key, ...words } })
    await done()
    close()
  })
  const remove = useAction(async () => {
    if (!script) return
    await call('DELETE /scripts/:scriptId', { params: { scriptId: script.id } })
    await done()
    close()
  })
  return (
    <form
      className="sec script-form"
      aria-label={script ? '改话术' : '添加话术'}
      onSubmit={(event) => {
        event.preventDefault()
        void run()
      }}
    >
      <label className="labelled">
        叫什么
        <input
          className="field"
          value={title}
          maxLength={MOST_TITLE}
          placeholder="例：到货了"
          onChange={(event) => setTitle(event.target.value)}
        />
      </label>
      <Kinds chosen={category} choose={setCategory} />
      <label className="labelled">
        怎么说
        <textarea
          className="field"
          value={text}
          rows={4}
          maxLength={MOST_TEXT}
          placeholder="{顾客}、{导购}、{门店} 会换成名字"
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      <Problem text={failure?.message ?? remove.failure?.message} />
      <div className="row form-acts">
        <button type="button" className="btn" onClick={close}>
          不改了
        </button>
        {script && (
          <button type="button" className="btn" disabled={remove.busy} onClick={() => void remove.run()}>
            删掉
          </button>
        )}
        <button type="submit" className="btn brand" disabled={busy || !words.title || !words.text}>
          {busy ? '正在保存…' : '保存'}
        </button>
      </div>
    </form>
  )
}
