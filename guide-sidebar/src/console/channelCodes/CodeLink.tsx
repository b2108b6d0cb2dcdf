import { useState } from 'react'
import type { Managed } from './channelCode.kind'

/** The link to pass on, and the way to copy it. */
export const CodeLink = ({ code }: { code: Managed }) => {
  const { state, text, address } = code.wecom
  const [isCopied, setIsCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(address ?? '')
    setIsCopied(true)
  }
  return (
    <div className="cc-link">
      <p className={state === 'trouble' ? 'warn' : undefined}>{text}</p>
      {address && <input className="field" readOnly aria-label="获客链接" value={address} />}
      <button type="button" className="btn" disabled={!address} onClick={() => void copy()}>
        {isCopied ? '复制好了' : '复制链接'}
      </button>
    </div>
  )
}
