import { useEffect, useState } from 'react'
import { callForPicture } from '../../api/client'
import { asFailure } from '../../api/failure'
import { saveFile } from '../saveFile'
import type { Managed } from './channelCode.kind'

/** The code to print, and the way to download it. */
export const CodePicture = ({ code }: { code: Managed }) => {
  const { id, wecom, title } = code
  const [picture, setPicture] = useState<Blob>()
  const [oops, setOops] = useState<string>()
  const isThere = wecom.state === 'ready' || wecom.state === 'trouble'
  useEffect(() => {
    let gone = false
    if (isThere)
      callForPicture('GET /console/channel-codes/:codeId/qr', { params: { codeId: id } }).then(
        (it) => !gone && setPicture(it),
        (error: unknown) => !gone && setOops(asFailure(error).message),
      )
    return () => {
      gone = true
    }
  }, [id, isThere])
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
        <p className={wecom.state === 'trouble' ? 'warn' : undefined}>{oops ?? wecom.text}</p>
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
