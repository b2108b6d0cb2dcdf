import { useEffect, useState } from 'react'
import { serverNow } from '../api/serverTime'

/** The server's time, told again as often as said, so that what time decides is never long out of date. */
export const useNow = (everyMs = 15_000): Date => {
  const [now, setNow] = useState(() => new Date(serverNow()))
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date(serverNow())), everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
  return now
}
