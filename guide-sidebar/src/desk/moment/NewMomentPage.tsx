import { useState } from 'react'
import { call } from '../../api/client'
import { ApiFailure } from '../../api/failure'
import { newKey } from '../../api/key'
import type { Guide } from '../../api/storage'
import { useApi } from '../../api/useApi'
import { Chip, toggled } from '../../ui/Chip'
import { FailureState } from '../../ui/FailureState'
import { Icon } from '../../ui/Icon'
import { useSettled } from '../../ui/useSettled'
import { RowBones } from '../DeskSkeleton'
import { Problem } from '../Problem'
import { Top } from '../Top'
import { useAction } from '../useAction'
import { bodyOf, draftProblem, MOST_PICTURES, PAGES, type Choices, type Draft } from './moment.rules'
import { Pictures } from './Pictures'

interface Fields {
  draft: Draft
  set: (change: Partial<Draft>) => void
}

const What = ({ draft: { text, pictures, page }, set }: Fields) => (
  <section className="sec moment-content" aria-label="内容">
    <label className="labelled">
      说什么
      <textarea
        className="field mass-text"
        rows={4}
        value={text}
        maxLength={2000}
        placeholder="到了什么、店里有什么活动"
        onChange={(event) => set({ text: event.target.value })}
      />
    </label>
    {!page && <Pictures pictures={pictures} put={(it) => set({ pictures: it })} />}
    {pictures.length === 0 && (
      <div className="opts mass-pages">
        {PAGES.map(([it, name]) => (
          <Chip key={it} on={it === page} toggle={() => set({ page: it === page ? undefined : it })}>
            链接到{name}
          </Chip>
        ))}
      </div>
    )}
    <p className="hint">
      <Icon name="clock" />
      最多 {MOST_PICTURES} 张图，或 1 个链接，企业微信不能两样都要；也不能放小程序卡片。
    </p>
  </section>
)

const Whom = ({ draft: { guideIds, tagIds }, set, choices }: Fields & { choices: Choices }) => (
  <>
    <section className="sec" aria-label="谁来发">
      <div className="sec-h">
        <h2>谁来发</h2>
        <span className="i2 t11">{guideIds.length} 位</span>
      </div>
      <div className="opts mass-pages">
        {choices.guides.map((it) => {
          const on = guideIds.includes(it.id)
          return (
            <Chip key={it.id} on={on} toggle={() => set({ guideIds: toggled(guideIds, it.id) })}>
              {it.name}
              <span className="mass-count">{it.customers}</span>
            </Chip>
          )
        })}
      </div>
    </section>
    <section className="sec" aria-label="谁能看到">
      <div className="sec-h">
        <h2>谁能看到</h2>
        <span className="i2 t11">{tagIds.length > 0 ? '带其中一个标签的客户' : '全部客户'}</span>
      </div>
      <div className="opts mass-pages">
        {choices.tags.map((it) => {
          const on = tagIds.includes(it.id)
          return (
            <Chip key={it.id} on={on} toggle={() => set({ tagIds: toggled(tagIds, it.id) })}>
              {it.name}
            </Chip>
          )
        })}
      </div>
    </section>
  </>
)

/** How many customers would see it as things stand. */
const Reach = ({ guideIds, tagIds }: Pick<Draft, 'guideIds' | 'tagIds'>) => {
  const body = JSON.parse(useSettled(JSON.stringify({ guideIds, tagIds }))) as {
    guideIds: string[]
    tagIds: string[]
  }
  const { data, error } = useApi('POST /moment-choices/plan', { body })
  const text = data ? `${data.answer.reach} 位客户看得到` : '正在数'
  return <p className="moment-reach m">{error ? error.message : text}</p>
}

const EMPTY: Draft = { text: '', pictures: [], page: undefined, guideIds: [], tagIds: [] }

/** 请导购发朋友圈: what it says, who publishes it, who sees it; then it is WeCom's (GU-6b). */
export const NewMomentPage = ({ guide }: { guide: Guide }) => {
  const { data, error, mutate } = useApi('GET /moment-choices', {})
  const [draft, setDraft] = useState(EMPTY)
  const [key] = useState(newKey)
  const set = (change: Partial<Draft>) => setDraft((it) => ({ ...it, ...change }))
  const problem = draftProblem(draft)
  const { run, busy, failure } = useAction(async () => {
    if (problem) throw new ApiFailure('invalid', problem)
    const made = await call('POST /moments', { body: bodyOf(key, draft) })
    window.location.hash = `#/moments/${made.id}`
  })
  return (
    <>
      <Top title="请导购发朋友圈" to="#/moments" guide={guide} />
      <main className="main-scroll">
        {error && !data && <FailureState failure={error} retry={() => void mutate()} />}
        {!error && !data && <RowBones />}
        {data && (
          <>
            <What draft={draft} set={set} />
            <Whom draft={draft} set={set} choices={data.answer} />
            {draft.guideIds.length > 0 && <Reach guideIds={draft.guideIds} tagIds={draft.tagIds} />}
            <p className="hint moment-hint">
              <Icon name="megaphone" />
              导购在企业微信里点「发表」，顾客才看得到；发不发由导购定。
            </p>
            <Problem text={failure?.message} wide />
          </>
        )}
      </main>
      <footer className="act">
        <button
          type="button"
          className="btn main"
          disabled={busy || Boolean(problem)}
          onClick={() => void run()}
        >
          {busy ? '正在交给企微…' : (problem ?? `交给 ${draft.guideIds.length} 位导购去发表`)}
        </button>
      </footer>
    </>
  )
}
