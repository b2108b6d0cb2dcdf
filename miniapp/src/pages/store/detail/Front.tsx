import { Image } from '@tarojs/components'
import { useState } from 'react'
import drawn from '../../../assets/store-front.webp'
import { mediaUrl } from '../../../api/media'

/** The shop's front seen wide; where the server has none of its own, the one that comes with the program. */
export const Front = ({ art }: { art: string }) => {
  const [failed, setFailed] = useState(false)
  const own = mediaUrl(art.includes('/') ? art : `/media/stores/${art}-wide.webp`)
  return (
    <Image
      className="front__art"
      src={failed ? drawn : own}
      mode="aspectFill"
      onError={() => setFailed(true)}
    />
  )
}
