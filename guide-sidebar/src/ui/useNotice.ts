import { useEffect, useState } from 'react'

const SHOWN_MS = 4_000

/** A word that goes away by itself after four seconds. */
export const useNotice = () => {
  const [notice, setNotice] = useState('')
  useEffect(() => {
    if (!notice) return
    const timer = setTimeout(() => setNotice(''), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [notice])
  return [notice, setNotice] as const
}
