import { useCallback, useEffect, useRef, useState } from 'react'
import { useDoor } from '../api/door'
import { ApiFailure } from '../api/failure'
import { Icon } from '../ui/Icon'
import { isWeCom, scanCode } from '../wecom/client'
import { weComFailureOf } from '../wecom/failure'
import { canScan, readCode } from './camera'

interface Props {
  /** What is scanned, e.g. 取货码. */
  what: string
  found: (text: string) => void
}

const WORDS: Record<string, string> = {
  timeout: '企业微信没有回应，再扫一次',
  noPermission: '企业微信没有给导购助手扫一扫的权限，请管理员检查',
  unsupported: '这个版本的企业微信不能扫码，请升级',
  cancelled: '没有扫到，再扫一次',
}

const wordsOf = (error: unknown): string =>
  error instanceof ApiFailure
    ? error.message
    : (WORDS[weComFailureOf(error).kind] ?? '扫一扫没有打开，再扫一次')

const Frame = ({ text, again, label = '再扫一次' }: { text: string; again?: () => void; label?: string }) => (
  <div className="scan">
    <span className="scan-frame">
      <Icon name="scan-line" size={48} />
    </span>
    <p role="status">{text}</p>
    {again && (
      <button type="button" className="btn brand" onClick={again}>
        {label}
      </button>
    )}
  </div>
)

/** WeCom's own scanner, opened at once; what it refuses is said. */
const WeComScan = ({ what, found }: Props) => {
  const [problem, setProblem] = useState<string>()
  const latest = useRef(found)
  latest.current = found
  const gone = useRef(false)
  const open = useCallback(() => {
    setProblem(undefined)
    scanCode().then(
      (text) => !gone.current && latest.current(text),
      (error: unknown) => !gone.current && setProblem(wordsOf(error)),
    )
  }, [])
  useEffect(() => {
    gone.current = false
    open()
    return () => {
      gone.current = true
    }
  }, [open])
  return (
    <Frame
      text={problem ?? `正在打开扫一扫，对准顾客的${what}`}
      again={problem === undefined ? undefined : open}
    />
  )
}

/** The camera's picture, searched for a QR while it is shown. */
const Camera = ({ what, found, refused }: Props & { refused: () => void }) => {
  const video = useRef<HTMLVideoElement>(null)
  const latest = useRef({ found, refused })
  latest.current = { found, refused }
  useEffect(() => {
    const stop = new AbortController()
    if (video.current)
      readCode(video.current, stop.signal).then(
        (text) => text && !stop.signal.aborted && latest.current.found(text),
        () => !stop.signal.aborted && latest.current.refused(),
      )
    return () => stop.abort()
  }, [])
  return (
    <div className="scan">
      <span className="scan-frame live">
        <video ref={video} muted playsInline aria-label="相机画面" />
      </span>
      <p role="status">对准顾客的{what}</p>
    </div>
  )
}

/** The camera of a plain browser. */
const CameraScan = (props: Props) => {
  const [isRefused, setRefused] = useState(false)
  if (!isRefused) return <Camera {...props} refused={() => setRefused(true)} />
  return <Frame text="没有打开相机：请在浏览器里允许使用相机" again={() => setRefused(false)} />
}

/** Reads a QR by the WeCom client or by the browser's camera; in an exercise, what the play customer holds out. */
export const Scan = (props: Props) => {
  const { exercise } = useDoor()
  const code = exercise?.code
  if (exercise)
    return (
      <Frame
        text="练习里不开相机。真的扫码时，把框对准顾客手机上的码。"
        label="就当扫到了"
        again={code === undefined ? undefined : () => props.found(code)}
      />
    )
  if (isWeCom()) return <WeComScan {...props} />
  if (canScan()) return <CameraScan {...props} />
  return <Frame text="这个浏览器不能用相机扫码。在企业微信里打开就能扫，或者用数字。" />
}
