import Taro from '@tarojs/taro'
import { Image, Text, View } from '@tarojs/components'
import { mediaUrl } from '../api/media'
import { dayText } from '../ui/format'
import { Icon } from '../ui/Icon'
import type { Review } from './types'
import './review.scss'

const STARS = [1, 2, 3, 4, 5]

export const Stars = ({ rating }: { rating: number }) => (
  <View className="stars" aria-label={`${rating} 分`}>
    {STARS.map((it) => (
      <Icon key={it} name="star" size={12} className={it <= Math.round(rating) ? 'star--on' : 'star--off'} />
    ))}
  </View>
)

export const ReviewItem = ({ review }: { review: Review }) => (
  <View className="review">
    <View className="row g8">
      <View className="review__face">
        {review.avatar ? (
          <Image className="review__img" src={mediaUrl(review.avatar)} />
        ) : (
          review.author.slice(0, 1)
        )}
      </View>
      <View className="grow">
        <View className="t13 w5 cut">{review.author}</View>
        <Stars rating={review.rating} />
      </View>
      <Text className="t11 c2 nowrap">{dayText(review.at, new Date())}</Text>
    </View>
    <View className="t15 m8">{review.text}</View>
    {review.images.length > 0 && (
      <View className="row g8 m8">
        {review.images.slice(0, 4).map((it) => (
          <Image
            key={it}
            className="review__pic"
            src={mediaUrl(it)}
            mode="aspectFill"
            lazyLoad
            onClick={() =>
              void Taro.previewImage({ urls: review.images.map(mediaUrl), current: mediaUrl(it) })
            }
          />
        ))}
      </View>
    )}
    {review.option && <View className="t13 c2 m4">{review.option}</View>}
  </View>
)
