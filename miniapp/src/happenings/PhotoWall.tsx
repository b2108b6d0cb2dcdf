import Taro from '@tarojs/taro'
import { Image, View } from '@tarojs/components'
import { call } from '../api/call'
import { mediaUrl } from '../api/media'
import { useLoad } from '../api/useLoad'
import { Head } from '../ui/parts'
import './photos.scss'

/** Where a picture of the API is. */
export const photoUrl = (url: string): string => mediaUrl(url)

/** Approved photos of an event; nothing where there are none. */
export const PhotoWall = ({ eventId }: { eventId: string }) => {
  const { data } = useLoad(eventId, () => call('GET /store-events/:eventId/photos', { params: { eventId } }))
  if (!data?.photos.length) return null
  const urls = data.photos.map((it) => photoUrl(it.url))
  return (
    <View className="card">
      <Head title="大家晒的" hint={`${data.photos.length} 张`} />
      <View className="photos">
        {data.photos.map((it, at) => (
          <View
            className="photos__i"
            key={it.id}
            onClick={() => void Taro.previewImage({ urls, current: urls[at] ?? '' })}
          >
            <Image className="photos__p" src={urls[at] ?? ''} mode="aspectFill" lazyLoad />
            <View className="t11 c2 cut">{it.words ? `${it.author}：${it.words}` : it.author}</View>
          </View>
        ))}
      </View>
    </View>
  )
}
