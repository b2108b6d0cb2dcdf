import { ScrollView, View } from '@tarojs/components'
import { call } from '../../api/call'
import { useLoad } from '../../api/useLoad'
import { openProduct } from '../../catalog/open'
import { dayText } from '../../presales/words'
import { billText, priceText } from '../../ui/format'
import { Head, Picture, Price, Tag } from '../../ui/parts'
import '../../catalog/goods.scss'

/** 预售 (CA-4): what a deposit can be paid for now or soon; nothing where there is none. */
export const PresaleRow = ({ again }: { again: string }) => {
  const { data } = useLoad(again, () => call('GET /presales', { query: {} }))
  const shown = data?.presales.filter(
    (it) => it.phase === 'coming' || (it.phase === 'deposit' && it.left > 0),
  )
  if (!shown?.length) return null
  return (
    <View>
      <Head out title="预售" hint="先付定金，到货优先拿" />
      <ScrollView scrollX enhanced showScrollbar={false} className="rail hide-bar">
        <View className="rail__in">
          {shown.map((it) => (
            <View
              className="card card--flush good good--slim"
              hoverClass="press"
              key={it.id}
              onClick={() => openProduct(it.spuId, it.skuId)}
            >
              <Picture src={it.image} className="pic--wide" />
              <View className="good__b">
                <View className="t13 w5 cut">{it.name}</View>
                <View className="base g4 m2">
                  <View className="t11 c2">定金</View>
                  <Price fen={it.deposit} size={15} />
                </View>
                <View className="good__s">
                  {it.phase === 'coming' ? (
                    <View className="t11 c2">{dayText(it.depositFrom)}开始</View>
                  ) : it.worth > it.deposit ? (
                    <Tag tone="accent">抵 {priceText(it.worth)}</Tag>
                  ) : (
                    <View className="t11 c2 num">到手 {billText(it.price)}</View>
                  )}
                </View>
              </View>
            </View>
          ))}
        </View>
      </ScrollView>
    </View>
  )
}
