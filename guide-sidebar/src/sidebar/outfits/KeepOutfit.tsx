import { useRef, useState } from 'react'
import { call } from '../../api/client'
import { newKey } from '../../api/key'
import type { Guide } from '../../api/storage'
import { Problem } from '../../desk/Problem'
import { useAction } from '../../desk/useAction'

interface Props {
  skuIds: readonly string[]
  name: string
  note: string
  guide: Guide
}

/** Keeps what was picked as an outfit, to be used again; the same wish again is the same outfit. */
export const KeepOutfit = ({ skuIds, name, note, guide }: Props) => {
  const attempt = useRef({ wish: '', key: '' })
  const [kept, setKept] = useState<string>()
  const [isShared, setIsShared] = useState(false)
  const wanted = { name, ...(note ? { note } : {}), skuIds: [...skuIds], isShared }
  const wish = JSON.stringify(wanted)
  const { run, busy, failure } = useAction(async () => {
    if (attempt.current.wish !== wish) attempt.current = { wish, key: newKey() }
    await call('POST /outfits', { body: { key: attempt.current.key, ...wanted } })
    setKept(wish)
  })
  if (kept === wish)
    return (
      <p className="t11 ok" role="status">
        存好了，下次在「搭配」里直接用
      </p>
    )
  return (
    <>
      <div className="row">
        <button
          type="button"
          className="link keep-outfit"
          disabled={busy || !name}
          onClick={() => void run()}
        >
          {busy ? '正在存…' : name ? '存成搭配' : '起个名，就能存成搭配'}
        </button>
        {guide.role === 'manager' && (
          <label className="row with-card">
            <input
              type="checkbox"
              checked={isShared}
              onChange={(event) => setIsShared(event.target.checked)}
            />
            给全店用
          </label>
        )}
      </div>
      <Problem text={failure?.message} />
    </>
  )
}
