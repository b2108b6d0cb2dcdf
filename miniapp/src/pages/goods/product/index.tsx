import { useRouter } from '@tarojs/taro'
import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { call } from '../../../api/call'
import { useShared } from '../../../api/shared'
import { useLoad } from '../../../api/useLoad'
import { TryCard } from '../../../booking/TryCard'
import { choiceText, skuOf, type Choice } from '../../../catalog/options'
import { rememberSeen } from '../../../catalog/seen'
import { noteViewed } from '../../../catalog/viewed'
import { FlashStrip } from '../../../flash/FlashStrip'
import { GroupStrip } from '../../../group/GroupStrip'
import { FromGuide } from '../../../guide/FromGuide'
import { randomKey } from '../../../orders/attempt'
import { useSharedPage } from '../../../sharing/useSharedPage'
import { useNearbyStock } from '../../../stock/useNearbyStock'
import { place, pointOf } from '../../../stores/place'
import { NavBar } from '../../../ui/NavBar'
import { ErrorState } from '../../../ui/states'
import { ActionBar } from './ActionBar'
import { Facts } from './Facts'
import { NearbyCard } from './NearbyCard'
import { Options } from './Options'
import { PresaleCard } from './PresaleCard'
import { ProductBones } from './ProductBones'
import { Reviews } from './Reviews'
import { Shots } from './Shots'
import { Title } from './Title'
import './index.scss'

const Product = () => {
  const { id = '', sku: wanted, card } = useRouter<{ id: string; sku?: string; card?: string }>().params
  const where = useShared(place)
  const { data, error, reload } = useLoad(id, () => call('GET /products/:spuId', { params: { spuId: id } }))
  const [choice, setChoice] = useState<Choice>()
  const [quantity, setQuantity] = useState(1)
  const skus = data?.skus ?? []
  const start = skus.find((it) => it.id === wanted) ?? skus[0]
  const startId = start?.id
  const [look] = useState(randomKey)
  const chosen = choice ?? start?.options ?? {}
  const sku = skuOf(skus, chosen) ?? start
  const presales = useLoad(data ? id : null, () => call('GET /presales', { query: { spuId: id } }))
  const presale = presales.data?.presales.find((it) => it.skuId === sku?.id)
  const nearby = useNearbyStock(sku?.id, pointOf(where), 12)

  useEffect(() => {
    const image = data?.images[0]
    if (data && start && image)
      rememberSeen({ id: data.id, name: data.name, image, price: data.price, skuId: start.id })
  }, [data, start])
  useEffect(() => {
    if (startId) noteViewed(startId, look)
  }, [startId, look])
  useSharedPage({
    page: 'pages/goods/product/index',
    params: { id, sku: sku?.id },
    title: data?.name ?? '拾禾生活',
    image: sku?.image,
  })

  if (!data || !sku)
    return (
      <View className="screen">
        <NavBar back {...(error ? { title: '商品' } : { over: true, tone: 'clear' as const })} />
        {error ? <ErrorState error={error} onRetry={reload} /> : <ProductBones />}
      </View>
    )
  return (
    <View className="screen">
      <NavBar over tone="clear" back />
      <Shots images={[...new Set([sku.image, ...data.images])]} />
      <View className="screen__body">
        <View className="stack product__body">
          <Title product={data} sku={sku} />
          <FromGuide cardId={card} />
          <FlashStrip spuId={data.id} skuId={sku.id} />
          <GroupStrip spuId={data.id} skuId={sku.id} />
          {presale && <PresaleCard presale={presale} onEnd={presales.reload} />}
          <Options
            product={data}
            choice={chosen}
            onChoose={setChoice}
            quantity={quantity}
            onQuantity={setQuantity}
          />
          <NearbyCard nearby={nearby} skuId={sku.id} what={choiceText(data.options, chosen)} />
          <TryCard categoryId={data.categoryId} stores={nearby.data?.stores.map((it) => it.store)} />
          <Facts product={data} />
          <Reviews product={data} />
        </View>
      </View>
      <ActionBar skuId={sku.id} quantity={quantity} stores={nearby.data?.stores} presale={presale} />
    </View>
  )
}
export default Product
