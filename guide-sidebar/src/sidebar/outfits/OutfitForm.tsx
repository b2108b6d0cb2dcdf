import { useState } from 'react'
import { call } from '../../api/client'
import { ApiFailure } from '../../api/failure'
import type { Guide } from '../../api/storage'
import { Problem } from '../../desk/Problem'
import { useAction } from '../../desk/useAction'
import type { Outfit } from './outfits.rules'

interface Props {
  outfit: Outfit
  guide: Guide
  /** With what is to be said of it, e.g. that somebody else was faster. */
  close: (problem?: string) => void
  /** It is to be read anew. */
  done: () => Promise<unknown>
}

const MOST_NAME = 20
const MOST_NOTE = 100

/** Changes an outfit: its name and words, whose it is, and which pieces stay (GU-3). */
export const OutfitForm = ({ outfit, guide, close, done }: Props) => {
  const [name, setName] = useState(outfit.name)
  const [note, setNote] = useState(outfit.note ?? '')
  const [isShared, setIsShared] = useState(outfit.whose === 'store')
  const [items, setItems] = useState(outfit.items)
  const params = { outfitId: outfit.id }
  const { version } = outfit
  /** What somebody else changed meanwhile is looked at first. */
  const asRead = async (work: () => Promise<unknown>) => {
    try {
      await work()
    } catch (error) {
      if (!(error instanceof ApiFailure) || error.code !== 'outfit_changed') throw error
      await done()
      return close(error.message)
    }
    await done()
    close()
  }
  const save = useAction(async () => {
    const said = note.trim() ? { note: note.trim() } : {}
    const skuIds = items.map((it) => it.skuId)
    const body = { version, name: name.trim(), ...said, skuIds, isShared }
    await asRead(() => call('PUT /outfits/:outfitId', { params, body }))
  })
  const remove = useAction(() =>
    asRead(() => call('POST /outfits/:outfitId/delete', { params, body: { version } })),
  )
  const failure = save.failure ?? remove.failure
  return (
    <form
      className="sec script-form"
      aria-label="改搭配"
      onSubmit={(event) => {
        event.preventDefault()
        void save.run()
      }}
    >
      <label className="labelled">
        叫什么
        <input
          className="field"
          value={name}
          maxLength={MOST_NAME}
          onChange={(event) => setName(event.target.value)}
        />
      </label>
      <label className="labelled">
        怎么说
        <input
          className="field"
          value={note}
          maxLength={MOST_NOTE}
          placeholder="发的时候带上的一句话"
          onChange={(event) => setNote(event.target.value)}
        />
      </label>
      {guide.role === 'manager' && (
        <label className="row with-card">
          <input type="checkbox" checked={isShared} onChange={(event) => setIsShared(event.target.checked)} />
          给全店的导购用
        </label>
      )}
      <ul>
        {items.map((it) => (
          <li key={it.skuId} className="li">
            <span className="cut grow">
              {it.name} {it.optionText}
            </span>
            <button
              type="button"
              className="link"
              aria-label={`去掉${it.name} ${it.optionText}`}
              disabled={items.length === 1}
              onClick={() => setItems(items.filter((one) => one !== it))}
            >
              去掉
            </button>
          </li>
        ))}
      </ul>
      <Problem text={failure?.message} />
      <div className="row form-acts">
        <button type="button" className="btn" onClick={() => close()}>
          不改了
        </button>
        <button type="button" className="btn" disabled={remove.busy} onClick={() => void remove.run()}>
          删掉
        </button>
        <button type="submit" className="btn brand" disabled={save.busy || !name.trim()}>
          {save.busy ? '正在保存…' : '保存'}
        </button>
      </div>
    </form>
  )
}
