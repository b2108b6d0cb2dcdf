import Taro from '@tarojs/taro'
import { Image, Swiper, SwiperItem, View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { mediaUrl } from '../../../api/media'

/** The product's pictures; a tap shows one large. A new first picture (another shade) comes to the front. */
export const Shots = ({ images }: { images: string[] }) => {
  const [at, setAt] = useState(0)
  const urls = images.map(mediaUrl)
  const first = images[0]
  useEffect(() => setAt(0), [first])
  return (
    <View className="shot">
      <Swiper
        className="shot__swiper"
        current={at}
        circular={images.length > 1}
        onChange={(event) => setAt(event.detail.current)}
      >
        {urls.map((url) => (
          <SwiperItem key={url}>
            <Image
              className="shot__img"
              src={url}
              mode="aspectFill"
              onClick={() => void Taro.previewImage({ urls, current: url })}
            />
          </SwiperItem>
        ))}
      </Swiper>
      {images.length > 1 && (
        <View className="shot__n num">
          {Math.min(at, images.length - 1) + 1} / {images.length}
        </View>
      )}
    </View>
  )
}
