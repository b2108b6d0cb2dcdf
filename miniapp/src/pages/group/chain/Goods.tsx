import { Text, View } from '@tarojs/components'
import { openProduct } from '../../../catalog/open'
import type { Chain, ChainLine, ChainWanted } from '../../../chains/types'
import { canJoin, piecesOf } from '../../../chains/words'
import { withQuantity } from '../../../orders/withQuantity'
import { priceText } from '../../../ui/format'
import { Head, Picture, Price } from '../../../ui/parts'
import { say } from '../../../ui/say'
import { Stepper } from '../../../ui/Stepper'

interface GoodsProps {
  chain: Chain
  /** Pieces the shopper may still take; undefined while nobody is signed in. */
  may: number | undefined
  wanted: ChainWanted
  /** Told how the choice changes, so that two quick taps both count. */
  onChange: (change: (before: ChainWanted) => ChainWanted) => void
}

const leftTone = (left: number): string => {
  if (left === 0) return 'cd'
  return left <= 5 ? 'cw' : 'co'
}

/** The goods of a chain: each with its price, what is left, and how many one takes. */
export const Goods = ({ chain, may = chain.perMember, wanted, onChange }: GoodsProps) => {
  const isOpen = canJoin(chain)
  const taken = piecesOf(wanted)
  const quantityOf = ({ skuId }: ChainLine) => wanted.find((it) => it.skuId === skuId)?.quantity ?? 0
  const take = (line: ChainLine, quantity: number): void => {
    if (taken - quantityOf(line) + quantity > may)
      return say(
        may > 0 ? `每人限 ${chain.perMember} 份，还能接 ${may} 份` : `每人限 ${chain.perMember} 份，你接满了`,
      )
    onChange((before) => withQuantity(before, line.skuId, quantity))
  }
  return (
    <View className="card">
      <Head title="接什么" hint={`每人限 ${chain.perMember} 份`} />
      {chain.lines.map((it) => (
        <View className="line" key={it.skuId} onClick={() => openProduct(it.spuId, it.skuId)}>
          <Picture src={it.image} className="s80" />
          <View className="grow">
            <View className="t15 w5 cut2">{it.name}</View>
            {it.optionText && <View className="t13 c2 cut">{it.optionText}</View>}
            <View className={`t13 w5 ${leftTone(it.left)}`}>
              {it.left === 0 ? '接满了' : `还有 ${it.left} 份`}
            </View>
            <View className="row between g8 m4">
              <View className="base g4">
                <Price fen={it.chainPrice} size={20} />
                {it.price > it.chainPrice && <Text className="was">{priceText(it.price)}</Text>}
              </View>
              {isOpen && it.left > 0 && (
                <Stepper min={0} max={it.left} value={quantityOf(it)} onChange={(n) => take(it, n)} />
              )}
            </View>
          </View>
        </View>
      ))}
    </View>
  )
}
