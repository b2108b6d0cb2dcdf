import { Image, View } from '@tarojs/components'
import { useCallback } from 'react'
import { useLoad } from '../api/useLoad'
import { platform } from '../platform'
import { Icon } from '../ui/Icon'
import { say } from '../ui/say'
import { Sheet } from '../ui/Sheet'
import { Bone, EmptyState } from '../ui/states'
import { posterOf, type Poster } from './poster'

/** 存海报: the picture to be kept, drawn on the phone. */
export const PosterSheet = ({ poster, onClose }: { poster: Poster; onClose: () => void }) => {
  const draw = useCallback(() => platform.drawPicture(posterOf(poster)), [poster])
  const { data: picture, error } = useLoad(poster.link, draw)
  const keep = async (): Promise<void> => {
    if (!picture) return
    say((await platform.keepPicture(picture)) ? '海报存好了' : '没存上，到设置里允许保存到相册')
  }
  return (
    <Sheet title="存海报" hint="发朋友圈或群里，扫码就到这一页" onClose={onClose}>
      <View className="codesheet">
        {picture ? (
          <Image className="poster" src={picture} mode="aspectFit" />
        ) : error ? (
          <EmptyState small title="没画出来" text="这台手机画不了海报，当面扫码也一样" />
        ) : (
          <Bone w={240} h={368} r={12} />
        )}
      </View>
      <View
        className={`btn ${picture ? 'btn--main' : 'btn--off'}`}
        aria-role="button"
        onClick={() => void keep()}
      >
        <Icon name="download" />
        保存到相册
      </View>
    </Sheet>
  )
}
