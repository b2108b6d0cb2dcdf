import { useState } from 'react'
import { newKey } from '../../api/key'
import type { Guide } from '../../api/storage'
import { emptyDraft, type Draft } from './mass.rules'

const nameOf = (guide: Guide) => `mass-draft:${guide.id}`

/** What this guide had put together on this device; what cannot be read is begun anew. */
function kept(guide: Guide): Draft {
  const empty = emptyDraft(newKey())
  try {
    const found = JSON.parse(localStorage.getItem(nameOf(guide)) ?? 'null') as Partial<Draft> | null
    return found?.key && Array.isArray(found.cards) ? { ...empty, ...found } : empty
  } catch {
    return empty
  }
}

/** The guide's draft of a mass message, kept on this device with each change. */
export function useDraft(guide: Guide) {
  const [draft, setDraft] = useState(() => kept(guide))
  const set = (change: Partial<Draft>) => {
    const next = { ...draft, ...change, at: Date.now() }
    setDraft(next)
    try {
      localStorage.setItem(nameOf(guide), JSON.stringify(next))
    } catch {
      // A full or forbidden storage keeps nothing; the page goes on.
    }
  }
  const forget = () => {
    try {
      localStorage.removeItem(nameOf(guide))
    } catch {
      // As above.
    }
  }
  return { draft, set, forget }
}
