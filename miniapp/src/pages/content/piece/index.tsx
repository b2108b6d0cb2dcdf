import { useRouter } from '@tarojs/taro'
import { Image, View } from '@tarojs/components'
import { call } from '../../../api/call'
import { mediaUrl } from '../../../api/media'
import { serverNow } from '../../../api/serverTime'
import { useLoad } from '../../../api/useLoad'
import { openProduct } from '../../../catalog/open'
import { FromGuide } from '../../../guide/FromGuide'
import { useSharedPage } from '../../../sharing/useSharedPage'
import { dayText } from '../../../ui/format'
import { Icon } from '../../../ui/Icon'
import { NavBar } from '../../../ui/NavBar'
import { Picture, Price } from '../../../ui/parts'
import { Bone, ErrorState } from '../../../ui/states'
import './index.scss'

/** A piece of content (GU-3): read in a few minutes, with the goods it speaks of. */
const PiecePage = () => {
  const { id = '', card } = useRouter<{ id: string; card?: string }>().params
  const { data, error, reload } = useLoad(id, () =>
    call('GET /contents/:contentId', { params: { contentId: id } }),
  )
  useSharedPage({
    page: 'pages/content/piece/index',
    params: { id },
    title: data?.title ?? '好物手记',
    image: data?.image,
  })
  if (!data)
    return (
      <View className="screen">
        <NavBar back title="好物手记" />
        {error ? <ErrorState error={error} onRetry={reload} /> : <PieceBones />}
      </View>
    )
  return (
    <View className="screen">
      <NavBar back title="好物手记" />
      <View className="screen__body">
        <Image className="piece__pic" src={mediaUrl(data.image)} mode="aspectFill" />
        <View className="stack piece__body">
          <FromGuide cardId={card} />
          <View className="card">
            <View className="t20">{data.title}</View>
            <View className="t13 c2 m4">{data.lead}</View>
            <View className="t11 c2 m8">{dayText(data.publishedAt, new Date(serverNow()))}</View>
            <View className="hr" />
            {data.parts.map(({ title, text, goods }, nth) => (
              <View className="piece__part" key={nth}>
                {title && <View className="t15 w6">{title}</View>}
                <View className="piece__text">{text}</View>
                {goods && (
                  <View
                    className="piece__goods row g12"
                    hoverClass="press"
                    aria-role="button"
                    aria-label={`看看${goods.name}`}
                    onClick={() => openProduct(goods.spuId, goods.skuId)}
                  >
                    <Picture src={goods.image} className="s64" />
                    <View className="grow">
                      <View className="t15 w5 cut">{goods.name}</View>
                      <View className="t13 c2 cut">{goods.optionText}</View>
                      <Price fen={goods.price} size={15} quiet />
                    </View>
                    <Icon name="chevron-right" className="c2" />
                  </View>
                )}
              </View>
            ))}
          </View>
        </View>
      </View>
    </View>
  )
}
export default PiecePage

const PieceBones = () => (
  <View aria-hidden>
    <Bone h={240} r={0} />
    <View className="stack piece__body">
      <View className="card">
        <Bone w="80%" h={28} />
        <View className="m12">
          <Bone h={240} r={10} />
        </View>
      </View>
    </View>
  </View>
)
