import { useEffect, useRef, useState } from 'react'
import { serverNow } from '../api/serverTime'

/** Whole seconds until an instant by the server's clock, never below 0. */
export const secondsUntil = (instant: string): number =>
  Math.max(0, Math.ceil((Date.parse(instant) - serverNow()) / 1000))

/** `14:05`; hours only when there are any. */
export const countdownText = (seconds: number): string => {
  const two = (it: number): string => String(it).padStart(2, '0')
  const minutes = Math.floor(seconds / 60)
  const text = `${two(minutes % 60)}:${two(seconds % 60)}`
  return minutes >= 60 ? `${two(Math.floor(minutes / 60))}:${text}` : text
}

/** Counts down to an instant and tells once when it is there; undefined counts nothing. */
export const useCountdown = (instant: string | undefined, onEnd: () => void): number => {
  const [left, setLeft] = useState(() => (instant ? secondsUntil(instant) : 0))
  const end = useRef(onEnd)
  end.current = onEnd
  useEffect(() => {
    if (!instant) return
    setLeft(secondsUntil(instant))
    const timer = setInterval(() => {
      const next = secondsUntil(instant)
      setLeft(next)
      if (next > 0) return
      clearInterval(timer)
      end.current()
    }, 1000)
    return () => clearInterval(timer)
  }, [instant])
  return left
}
