import { useRouter } from '@tarojs/taro'
import { Image, Text, View } from '@tarojs/components'
import { useState } from 'react'
import { call } from '../../../api/call'
import { mediaUrl } from '../../../api/media'
import { useLoad } from '../../../api/useLoad'
import { openProduct } from '../../../catalog/open'
import { openGroupCheckout, openHall } from '../../../group/open'
import { Others } from '../../../group/Others'
import { FromGuide } from '../../../guide/FromGuide'
import type { GroupBuy } from '../../../group/types'
import { canOpen, cardTitle, rulesOf, savedOf, sizeText, waysText } from '../../../group/words'
import { signedIn } from '../../../members/actions'
import { ShareButton } from '../../../sharing/ShareButton'
import { useSharedPage } from '../../../sharing/useSharedPage'
import { Clock } from '../../../ui/Clock'
import { priceText } from '../../../ui/format'
import { Icon } from '../../../ui/Icon'
import { NavBar } from '../../../ui/NavBar'
import { Chip, Head, Price, Tag } from '../../../ui/parts'
import { RuleList } from '../../../ui/RuleList'
import { say } from '../../../ui/say'
import { Bone, EmptyState, ErrorState } from '../../../ui/states'
import { useReturn } from '../../../ui/useReturn'
import './index.scss'

/** One group buy (GB-1): what it costs together and alone, teams to join, and the way to open one. */
const Offer = () => {
  const { id = '', sku: wanted, card } = useRouter<{ id: string; sku?: string; card?: string }>().params
  const { data, error, reload } = useLoad(id, () =>
    call('GET /group-buys/:groupBuyId', { params: { groupBuyId: id } }),
  )
  const [chosen, setChosen] = useState(wanted)
  useReturn(reload)
  const pathBy = useSharedPage({
    page: 'pages/group/offer/index',
    params: { id },
    title: data ? cardTitle(data, undefined) : '一起拼',
    image: data?.image,
  })
  const sku = data?.skus.find((it) => it.skuId === chosen) ?? data?.skus.find((it) => it.left > 0)
  const begin = async (it: GroupBuy): Promise<void> => {
    if (await signedIn()) openGroupCheckout({ id: it.id, skuId: sku?.skuId })
  }
  if (!data)
    return (
      <View className="screen">
        <NavBar back title="拼团" />
        {error ? <ErrorState error={error} onRetry={reload} /> : <OfferBones />}
      </View>
    )
  const price = sku?.price ?? data.price
  const groupPrice = sku?.groupPrice ?? data.groupPrice
  const isOpen = canOpen(data)
  return (
    <View className="screen">
      <NavBar back title="拼团" />
      <View className="screen__body">
        <Image className="offer__pic" src={mediaUrl(sku?.image ?? data.image)} mode="aspectFill" />
        <View className="stack offer__body">
          <FromGuide cardId={card} />
          <View className="card">
            <View className="row between g8">
              <View className="base g8">
                <Price fen={groupPrice} size={24} />
                <Text className="was offer__was">{priceText(price)}</Text>
              </View>
              <ShareButton className="offer__share" path={pathBy('link')}>
                <Icon name="share-2" />
                分享
              </ShareButton>
            </View>
            <View className="t17 m8">{data.name}</View>
            <View className="tags m8">
              <Tag tone="accent">{sizeText(data)}</Tag>
              {savedOf({ price, groupPrice }) > 0 && (
                <Tag tone="accent">比单买省 {priceText(savedOf({ price, groupPrice }))}</Tag>
              )}
              <Tag>{waysText(data)}</Tag>
            </View>
            <View className="row between g8 m12 t13">
              <Text className="c2 num">
                {data.sold > 0 ? `已拼 ${data.sold} 件` : '刚刚开始'}
                {data.left > 0 ? ` · 还剩 ${data.left} 件` : ''}
              </Text>
              {data.status === 'live' && (
                <View className="row g4">
                  <Text className="c2">距结束</Text>
                  <Clock until={data.until} onEnd={reload} />
                </View>
              )}
            </View>
          </View>
          {!isOpen && (
            <View className="card">
              <EmptyState small title={`这个拼团${data.statusText}`} text="看看别的拼团，或者直接买">
                <View className="btn btn--tint" aria-role="button" onClick={() => openHall()}>
                  看别的拼团
                </View>
              </EmptyState>
            </View>
          )}
          {data.skus.length > 1 && (
            <View className="card">
              <View className="t13 c2">款式</View>
              <View className="chips m8">
                {data.skus.map((it) => (
                  <Chip
                    key={it.skuId}
                    on={it.skuId === sku?.skuId}
                    off={it.left === 0}
                    onClick={() => (it.left > 0 ? setChosen(it.skuId) : say('这一款的名额已经满了'))}
                  >
                    {it.optionText || '标准款'}
                  </Chip>
                ))}
              </View>
            </View>
          )}
          {isOpen && <Others groupBuyId={data.id} />}
          <View className="card">
            <Head title="拼团规则" />
            <RuleList rules={rulesOf(data)} />
            <View className="note note--plain m12">
              <Icon name="info" size={16} />
              <Text className="grow">拼团价不与券、会员折扣叠加，每人限 {data.perMember} 件</Text>
            </View>
          </View>
        </View>
      </View>
      <View className="actionbar">
        <View className="icobtn" aria-role="button" onClick={() => openHall('mine')}>
          <Icon name="users" />
          我的团
        </View>
        <View
          className="btn btn--tint grow"
          aria-role="button"
          onClick={() => openProduct(data.spuId, sku?.skuId)}
        >
          <View className="btn__two">
            <Text className="num">{priceText(price)}</Text>
            <Text className="btn__small">单独买</Text>
          </View>
        </View>
        <View
          className={`btn grow ${isOpen ? 'btn--main' : 'btn--off'}`}
          aria-role="button"
          onClick={() => (isOpen ? void begin(data) : say(`这个拼团${data.statusText}`))}
        >
          <View className="btn__two">
            <Text className="num">{priceText(groupPrice)}</Text>
            <Text className="btn__small">我来开团，{sizeText(data)}</Text>
          </View>
        </View>
      </View>
    </View>
  )
}
export default Offer

const OfferBones = () => (
  <View aria-hidden>
    <Bone h={300} r={0} />
    <View className="stack offer__body">
      {[120, 160].map((it) => (
        <View className="card" key={it}>
          <Bone w="50%" h={28} />
          <View className="m12">
            <Bone h={it - 48} r={10} />
          </View>
        </View>
      ))}
    </View>
  </View>
)
