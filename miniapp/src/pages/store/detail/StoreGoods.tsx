import { Input, ScrollView, Text, View } from '@tarojs/components'
import { useEffect, useRef, useState } from 'react'
import type { Api } from '../../../../../server/api'
import { call } from '../../../api/call'
import { usePages } from '../../../api/usePages'
import { useCategories } from '../../../catalog/categories'
import { openProduct } from '../../../catalog/open'
import { clockText } from '../../../ui/format'
import { Icon } from '../../../ui/Icon'
import { Chip, Picture, Price, StockDot } from '../../../ui/parts'
import { Bone, EmptyState, ErrorState } from '../../../ui/states'
import { useDebounced } from '../../../ui/useDebounced'

type Item = Api['GET /stores/:storeId/stock']['response']['items'][number]

const Line = ({ item: { product, level, label } }: { item: Item }) => (
  <View className="inv" hoverClass="press" onClick={() => openProduct(product.id, product.skuId)}>
    <Picture src={product.image} className="s64" />
    <View className="grow">
      <View className="t15 w5 cut">{product.name}</View>
      <View className="t13 c2 cut">{product.subtitle}</View>
      <View className="base g8">
        <Price fen={product.price} size={15} from={product.skuCount > 1} />
        <StockDot level={level} label={label} />
      </View>
    </View>
    <Icon name="chevron-right" size={16} className="c2" />
  </View>
)

/** What the store has, live: by words and by kind. `ends` grows when the page's end is reached. */
export const StoreGoods = ({ storeId, ends }: { storeId: string; ends: number }) => {
  const [typed, setTyped] = useState('')
  const [category, setCategory] = useState<string>()
  const q = useDebounced(typed.trim(), 250)
  const roots = useCategories().data?.filter((it) => it.parentId === undefined) ?? []
  const list = usePages<Item, { total: number; asOf: string }>(
    `${storeId}|${q}|${category}`,
    async (cursor) => {
      const { items, total, next, asOf } = await call('GET /stores/:storeId/stock', {
        params: { storeId },
        query: { q, category, cursor, limit: 20 },
      })
      return { items, next, first: { total, asOf } }
    },
  )
  const more = useRef(list.more)
  more.current = list.more
  useEffect(() => {
    if (ends > 0) more.current()
  }, [ends])
  const first = list.items.length === 0

  return (
    <View className="card">
      <View className="head">
        <Text className="head__t">这家店有什么</Text>
        {list.first && <Text className="t13 c2">{clockText(list.first.asOf)} 更新</Text>}
      </View>
      <View className="field field--fill">
        <Icon name="search" />
        <Input
          className="field__in"
          value={typed}
          placeholder="搜这家店的商品"
          confirmType="search"
          onInput={(event) => setTyped(event.detail.value)}
        />
        {q !== '' && list.first && <Text className="t13 c2 nowrap">{list.first.total} 件</Text>}
        {typed !== '' && (
          <View className="field__end" aria-label="清空" aria-role="button" onClick={() => setTyped('')}>
            <Icon name="x" size={16} />
          </View>
        )}
      </View>
      {roots.length > 0 && (
        <ScrollView scrollX enhanced showScrollbar={false} className="rail hide-bar m12 inv__kinds">
          <View className="rail__in">
            <Chip on={!category} onClick={() => setCategory(undefined)}>
              全部
            </Chip>
            {roots.map((it) => (
              <Chip key={it.id} on={category === it.id} onClick={() => setCategory(it.id)}>
                {it.name}
              </Chip>
            ))}
          </View>
        </ScrollView>
      )}
      {list.items.map((it) => (
        <Line key={it.product.id} item={it} />
      ))}
      {first && list.error && <ErrorState small error={list.error} onRetry={list.reload} />}
      {first &&
        !list.error &&
        list.loading &&
        [0, 1, 2].map((at) => (
          <View className="inv" key={at} aria-hidden>
            <Bone w={64} h={64} r={10} />
            <View className="grow">
              <Bone w="80%" h={16} />
              <View className="m8">
                <Bone w="40%" h={14} />
              </View>
            </View>
          </View>
        ))}
      {first && !list.error && !list.loading && (
        <EmptyState
          small
          title={q ? `这家店没有「${q}」` : '这类商品这家店暂时没有'}
          text="换个词，或到首页搜搜别的店"
        />
      )}
      {!first && (
        <View className="t13 c2 center inv__end">
          {list.loading
            ? '正在取下一页'
            : list.next
              ? '往上滑看更多'
              : `共 ${list.first?.total ?? list.items.length} 件`}
        </View>
      )}
    </View>
  )
}
