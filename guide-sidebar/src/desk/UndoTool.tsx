import { useEffect, useState } from 'react'
import { Icon } from '../ui/Icon'
import { countdown } from './handover.rules'

interface Props {
  /** Milliseconds left when it is first shown. */
  left: number
  open: () => void
}

/** 撤销 with the time that is left; gone when that is over. */
export const UndoTool = ({ left, open }: Props) => {
  const [end] = useState(() => Date.now() + left)
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  if (now >= end) return null
  return (
    <button type="button" className="tool wide-tool" onClick={open}>
      <Icon name="undo-2" size={20} />
      <span>
        撤销 <span aria-hidden="true">{countdown(end - now)}</span>
      </span>
    </button>
  )
}
