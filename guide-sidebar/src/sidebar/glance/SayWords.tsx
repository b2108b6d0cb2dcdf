import { useState } from 'react'
import { Problem } from '../../desk/Problem'
import { Sheet } from '../../desk/Sheet'
import { useAction } from '../../desk/useAction'
import { sendWords } from '../../wecom/client'
import { intoChat } from '../../wecom/intoChat'

interface Props {
  name: string
  /** To begin with. */
  words: string
  close: () => void
  done: () => void
}

const MOST_WORDS = 300

/** Words for the chat that can be changed before they are put there (GU-3). */
export const SayWords = ({ name, words: first, close, done }: Props) => {
  const [words, setWords] = useState(first)
  const { run, busy, failure } = useAction(async () => {
    if (await intoChat(() => sendWords(words.trim()), '企业微信没有发出去，请再试一次')) done()
  })
  const foot = (
    <button type="button" className="btn main" disabled={busy || !words.trim()} onClick={() => void run()}>
      {busy ? '正在发…' : '发到聊天'}
    </button>
  )
  return (
    <Sheet title="提醒" whose={name} close={close} foot={foot}>
      <label className="labelled">
        说一句话
        <textarea
          className="field words"
          value={words}
          rows={4}
          maxLength={MOST_WORDS}
          onChange={(event) => setWords(event.target.value)}
        />
      </label>
      <Problem text={failure?.message} />
    </Sheet>
  )
}
