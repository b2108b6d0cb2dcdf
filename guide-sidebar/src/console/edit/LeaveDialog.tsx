import { useEffect, useState } from 'react'
import { guardLeaving } from '../../ui/leave'
import { Dialog } from './Dialog'

/** While there are changes nobody saved, leaving the page is asked about first. */
export const LeaveDialog = ({ isDirty }: { isDirty: boolean }) => {
  const [go, setGo] = useState<() => void>()
  useEffect(() => {
    if (!isDirty) return undefined
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    const release = guardLeaving((it) => setGo(() => it))
    return () => {
      window.removeEventListener('beforeunload', warn)
      release()
    }
  }, [isDirty])
  if (!go) return null
  return (
    <Dialog
      title="修改还没有保存"
      onClose={() => setGo(undefined)}
      foot={
        <>
          <button type="button" className="btn" onClick={() => go()}>
            不保存，离开
          </button>
          <button type="button" className="btn brand" onClick={() => setGo(undefined)}>
            接着改
          </button>
        </>
      }
    >
      <p>现在离开，刚才改的内容会丢掉。</p>
    </Dialog>
  )
}
