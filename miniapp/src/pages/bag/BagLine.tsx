import Taro from '@tarojs/taro'
import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { changeOf, setLine, type CartLine } from '../../cart/cart'
import { canBuy } from '../../cart/groups'
import { openProduct } from '../../catalog/open'
import { useDebounced } from '../../ui/useDebounced'
import { Icon } from '../../ui/Icon'
import { Picture, Price, StockDot } from '../../ui/parts'
import { sayError } from '../../ui/say'
import { Stepper } from '../../ui/Stepper'
import { Tick } from './Tick'

/** One line of the bag: the stepper answers at once, the server hears the number when the finger rests. */
export const BagLine = ({ line, on, onTap }: { line: CartLine; on: boolean; onTap: () => void }) => {
  const { goods, stock, store, by } = line
  const [wanted, setWanted] = useState(line.quantity)
  const settled = useDebounced(wanted, 350)
  useEffect(() => setWanted(line.quantity), [line.quantity])
  useEffect(() => {
    if (settled === line.quantity || settled !== wanted) return
    setLine({ ...changeOf(line), quantity: settled }).catch((error: unknown) => {
      setWanted(line.quantity)
      sayError(error)
    })
    // oxlint-disable-next-line react/exhaustive-deps -- only a number that came to rest is sent
  }, [settled])

  const remove = async (): Promise<void> => {
    const title = goods ? `不要${goods.name}了吗` : '移除这件商品吗'
    const { confirm } = await Taro.showModal({ title, confirmText: '移除', cancelText: '留着' })
    if (confirm) await setLine({ ...changeOf(line), quantity: 0 }).catch(sayError)
  }
  const buyable = canBuy(line)
  return (
    <View className="bagline">
      <Tick on={on} off={!buyable} label={goods?.name ?? '已下架'} onClick={onTap} />
      <View className="bagline__pic" onClick={() => goods && openProduct(goods.spuId, line.skuId)}>
        {goods ? (
          <Picture src={goods.image} className={`s80${buyable ? '' : ' bagline__dim'}`} />
        ) : (
          <View className="bagline__none">
            <Icon name="shopping-bag" size={24} />
          </View>
        )}
      </View>
      <View className="grow">
        <View className="row g4">
          <View className="t15 w5 cut grow">{goods?.name ?? '这件商品已下架'}</View>
          <View className="bagline__x hit" aria-label="移除" aria-role="button" onClick={() => void remove()}>
            <Icon name="trash-2" size={16} />
          </View>
        </View>
        {goods?.optionText && <View className="t13 c2 cut">{goods.optionText}</View>}
        {by && <View className="t13 cb cut">导购{by.guideName}为你加的</View>}
        {goods && (
          <View className="bagline__s">
            {stock && (
              <StockDot
                level={stock.level}
                label={
                  buyable || stock.level === 'out'
                    ? stock.label
                    : `${store?.name ?? '这家店'}只剩 ${stock.available} 件`
                }
              />
            )}
          </View>
        )}
        {goods && (
          <View className="row between m4">
            <Price fen={goods.price} />
            <Stepper value={wanted} onChange={setWanted} />
          </View>
        )}
      </View>
    </View>
  )
}
