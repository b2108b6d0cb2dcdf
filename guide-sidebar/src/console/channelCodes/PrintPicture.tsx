import { useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import { asFailure } from '../../api/failure'
import { saveFile } from '../saveFile'

interface Props {
  title: string
  /** What is said beside it. */
  children: ReactNode
  isWarning?: boolean
  /** Asked once for each `key`; undefined while there is no picture to ask for. */
  load: (() => Promise<Blob>) | undefined
}

/** A code to print, and the way to download it; keyed by what it is a code of. */
export const PrintPicture = ({ title, children, isWarning, load }: Props) => {
  const [picture, setPicture] = useState<Blob>()
  const [oops, setOops] = useState<string>()
  const isThere = load !== undefined
  useEffect(() => {
    let gone = false
    load?.().then(
      (it) => !gone && setPicture(it),
      (error: unknown) => !gone && setOops(asFailure(error).message),
    )
    return () => {
      gone = true
    }
    // oxlint-disable-next-line react/exhaustive-deps -- the key says when another picture is meant
  }, [isThere])
  const [address, setAddress] = useState<string>()
  useEffect(() => {
    if (!picture) return undefined
    // Read as data: the page's policy shows no other addresses.
    const reader = new FileReader()
    reader.onload = () => setAddress(String(reader.result))
    reader.readAsDataURL(picture)
    return () => reader.abort()
  }, [picture])
  return (
    <div className="cc-qr">
      {address ? (
        <img src={address} alt={`${title}的二维码`} />
      ) : (
        isThere && !oops && <span className="bone" />
      )}
      <div className="grow">
        <p className={isWarning || oops ? 'warn' : undefined}>{oops ?? children}</p>
        <button
          type="button"
          className="btn"
          disabled={!picture}
          onClick={() => picture && saveFile(`${title}.png`, picture, 'image/png')}
        >
          下载二维码
        </button>
      </div>
    </div>
  )
}
