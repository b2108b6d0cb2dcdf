import { Image, Text, View } from '@tarojs/components'
import { useEffect } from 'react'
import type { Api } from '../../../../../server/api'
import { call } from '../../../api/call'
import { mediaUrl } from '../../../api/media'
import { OpenLabel } from '../../../stores/OpenLabel'
import { StoreThumb } from '../../../stores/StoreThumb'
import { distanceText } from '../../../stores/words'
import { Faces } from '../../../ui/Faces'
import { Bone } from '../../../ui/states'

export type Led = NonNullable<Api['GET /nearest-guide']['response']['led']>

const NAMES = 3

/** A store and the picture that makes one a friend of its guide; that it was shown is counted, without who or where. */
export const GuideCode = ({ led: { store, guides, codeId, picture } }: { led: Led }) => {
  useEffect(() => {
    void call('POST /nearest-guide/shown', { body: { codeId } }).catch(() => undefined)
  }, [codeId])
  const names = guides.slice(0, NAMES).map((it) => it.name)
  return (
    <View className="card">
      <View className="row g12">
        <StoreThumb art={store.art} size={48} />
        <View className="grow">
          <View className="row between g8">
            <Text className="t17 cut">{store.name}</Text>
            {store.distance !== undefined && (
              <Text className="t15 w6 num nowrap">{distanceText(store.distance)}</Text>
            )}
          </View>
          <OpenLabel open={store.open} />
        </View>
      </View>
      <View className="t13 c2 m8">{store.address}</View>
      <View className="hr" />
      <View className="adviser__code">
        <Image
          className="adviser__pic"
          src={mediaUrl(picture)}
          showMenuByLongpress
          aria-label={`${store.name}导购的二维码`}
        />
        <View className="t17 m12">长按识别，加导购微信</View>
        <View className="t13 c2 m4">问库存、留货、约试穿，直接跟导购说</View>
        <View className="row g8 m12">
          <Faces people={guides} />
          <Text className="t13 c2">
            {names.join('、')}
            {guides.length > NAMES ? ` 等 ${guides.length} 位` : ''}在店里
          </Text>
        </View>
      </View>
    </View>
  )
}

export const GuideCodeBones = () => (
  <View className="card" aria-hidden>
    <View className="row g12">
      <Bone w={48} h={48} r={10} />
      <View className="grow adviser__bones">
        <Bone w={120} h={18} />
        <Bone w={160} h={14} />
      </View>
    </View>
    <View className="hr" />
    <View className="adviser__code">
      <Bone w={220} h={220} r={10} />
      <View className="m12">
        <Bone w={180} h={20} />
      </View>
    </View>
  </View>
)
