import { Image, View } from '@tarojs/components'
import fitting from '../assets/service-fitting.webp'
import makeup from '../assets/service-makeup.webp'
import measuring from '../assets/service-measuring.webp'
import skincare from '../assets/service-skincare.webp'
import type { Service } from './types'
import './booking.scss'

const PICTURES: Record<Service['kind'], string> = { fitting, makeup, measuring, skincare }

/** What a service is known by, on the two-tone ground of its kind. */
export const ServicePicture = ({ kind }: Pick<Service, 'kind'>) => (
  <View className={`svcpic svcpic--${kind}`} aria-hidden>
    <Image className="svcpic__img" src={PICTURES[kind]} />
  </View>
)
