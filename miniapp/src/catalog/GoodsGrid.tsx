import { View } from '@tarojs/components'
import { Picture, Price, StockDot, Tag } from '../ui/parts'
import { Bone } from '../ui/states'
import { openProduct } from './open'
import type { ProductCard, StockLine } from './types'
import './goods.scss'

export interface Good {
  product: ProductCard
  /** Stock of the store the page is about; absent when no store is known. */
  stock?: StockLine | undefined
}

export const GoodCard = ({ good: { product, stock }, slim }: { good: Good; slim?: boolean }) => (
  <View
    className={`card card--flush good${slim ? ' good--slim' : ''}`}
    hoverClass="press"
    onClick={() => openProduct(product.id, product.skuId)}
  >
    <Picture src={product.image} className="pic--wide" />
    {product.tags[0] && !slim && (
      <View className="good__tag">
        <Tag tone="glass">{product.tags[0]}</Tag>
      </View>
    )}
    <View className="good__b">
      <View className={slim ? 't13 w5 cut' : 't15 w5 cut'}>{product.name}</View>
      {!slim && <View className="t13 c2 cut">{product.subtitle}</View>}
      <View className="base g4 m2">
        <Price fen={product.price} size={slim ? 15 : 17} from={!slim && product.skuCount > 1} />
        {product.listPrice !== undefined && product.listPrice > product.price && !slim && (
          <View className="was">¥{product.listPrice / 100}</View>
        )}
      </View>
      <View className="good__s">
        {stock ? (
          <StockDot level={stock.level} label={stock.label} />
        ) : (
          <View className="t11 c2">{product.brand}</View>
        )}
      </View>
    </View>
  </View>
)

export const GoodsGrid = ({ goods }: { goods: Good[] }) => (
  <View className="goods">
    {goods.map((it) => (
      <View className="goods__cell" key={it.product.id}>
        <GoodCard good={it} />
      </View>
    ))}
  </View>
)

export const GoodsGridBones = ({ count = 4 }: { count?: number }) => (
  <View className="goods" aria-hidden>
    {Array.from({ length: count }, (_, at) => (
      <View className="goods__cell" key={at}>
        <View className="card card--flush good">
          <Bone h={144} r={0} />
          <View className="good__b">
            <Bone w="80%" h={16} />
            <View className="m8">
              <Bone w="60%" h={12} />
            </View>
            <View className="m8">
              <Bone w="40%" h={20} />
            </View>
          </View>
        </View>
      </View>
    ))}
  </View>
)

/** Tells that the list goes on or that it ended. */
export const ListEnd = ({ loading, done, total }: { loading: boolean; done: boolean; total: number }) => (
  <View className="t13 c2 center listend">
    {loading ? '正在取下一页' : done ? (total > 6 ? `共 ${total} 件，都在这里了` : '') : '往上滑看更多'}
  </View>
)
