import Taro, { useRouter } from '@tarojs/taro'
import { Image, Text, View } from '@tarojs/components'
import pin from '../../../assets/map.webp'
import { call } from '../../../api/call'
import { useShared } from '../../../api/shared'
import { useLoad } from '../../../api/useLoad'
import { bearing, bearingText } from '../../../stores/bearing'
import { mapLinks } from '../../../stores/mapLinks'
import { OpenLabel } from '../../../stores/OpenLabel'
import { keyOf, place, pointOf } from '../../../stores/place'
import { distanceText, walkText } from '../../../stores/words'
import { Icon } from '../../../ui/Icon'
import { NavBar } from '../../../ui/NavBar'
import { Bone, ErrorState } from '../../../ui/states'
import './index.scss'

/** H5's way to a store (ST-2): where it lies from here, and the maps that lead there. */
const StoreMap = () => {
  const id = useRouter<{ id: string }>().params.id ?? ''
  const where = useShared(place)
  const { data, error, reload } = useLoad(`${id}@${keyOf(where)}`, () =>
    call('GET /stores/:storeId', {
      params: { storeId: id },
      query: where.kind === 'located' ? pointOf(where) : {},
    }),
  )
  const angle = data && where.kind === 'located' ? bearing(where.position, data.position) : undefined
  const address = data ? `${data.city}${data.district}${data.address}` : ''

  return (
    <View className="screen">
      <NavBar back title="去店里" />
      <View className="plan">
        <Image className="plan__art" src={pin} mode="aspectFill" />
        {angle !== undefined && data?.distance !== undefined && (
          <View className="plan__me">
            <View className="plan__arrow" style={{ transform: `rotate(${Math.round(angle)}deg)` }}>
              <Icon name="navigation" className="plan__needle" />
            </View>
            <Text>
              在你{bearingText(angle)}方向 {distanceText(data.distance)}
            </Text>
          </View>
        )}
      </View>
      <View className="screen__body">
        <View className="stack plan__body">
          {error && !data && <ErrorState error={error} onRetry={reload} />}
          {!data && !error && (
            <View className="card">
              <Bone w={140} h={20} />
              <View className="m12">
                <Bone w="80%" h={16} />
              </View>
            </View>
          )}
          {data && (
            <>
              <View className="card">
                <View className="row between g8">
                  <Text className="t20">{data.name}</Text>
                  <OpenLabel open={data.open} />
                </View>
                <View className="row g12 m8">
                  <View className="grow">
                    <View className="t15">{address}</View>
                    <View className="t13 c2">
                      {[data.landmark, data.distance !== undefined && walkText(data.distance)]
                        .filter(Boolean)
                        .join(' · ') || `坐标 ${data.position[1].toFixed(5)}, ${data.position[0].toFixed(5)}`}
                    </View>
                  </View>
                  <View
                    className="round"
                    aria-label="复制地址"
                    aria-role="button"
                    onClick={() => void Taro.setClipboardData({ data: address })}
                  >
                    <Icon name="copy" />
                  </View>
                </View>
              </View>
              <View className="card card--list">
                {mapLinks({ name: `拾禾生活 ${data.name}`, address, position: data.position }).map(
                  ({ text, url }) => (
                    <View
                      className="cell"
                      key={text}
                      hoverClass="press"
                      aria-role="link"
                      onClick={() => {
                        if (process.env.TARO_ENV === 'h5') window.open(url, '_blank', 'noopener')
                        else void Taro.setClipboardData({ data: url })
                      }}
                    >
                      <Icon name="navigation" className="cb" />
                      <Text className="grow t15">用{text}打开</Text>
                      <Icon name="external-link" size={16} className="c2" />
                    </View>
                  ),
                )}
              </View>
            </>
          )}
        </View>
      </View>
    </View>
  )
}
export default StoreMap
