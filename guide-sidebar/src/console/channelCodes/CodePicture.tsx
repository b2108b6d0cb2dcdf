import { callForPicture } from '../../api/client'
import type { Managed } from './channelCode.kind'
import { PrintPicture } from './PrintPicture'

/** The picture of a code in use, once WeCom has made it. */
export const CodePicture = ({ code: { id, wecom, title } }: { code: Managed }) => {
  const isThere = wecom.state === 'ready' || wecom.state === 'trouble'
  const load = () => callForPicture('GET /console/channel-codes/:codeId/qr', { params: { codeId: id } })
  return (
    <PrintPicture
      key={id}
      title={title}
      isWarning={wecom.state === 'trouble'}
      load={isThere ? load : undefined}
    >
      {wecom.text}
    </PrintPicture>
  )
}
