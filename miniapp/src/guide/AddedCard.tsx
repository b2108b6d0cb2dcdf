import { View } from '@tarojs/components'
import { useState } from 'react'
import { call } from '../api/call'
import { loadCart } from '../cart/cart'
import { sayError } from '../ui/say'
import type { Added } from './added'

/** What a guide put into the bag, with the choice to keep it (GU-3). */
export const AddedCard = ({ added: { cartId, guideName, words, kinds } }: { added: Added }) => {
  const [busy, setBusy] = useState(false)
  const choose = async (keep: boolean): Promise<void> => {
    if (busy) return
    setBusy(true)
    try {
      await call('POST /guide-carts/:guideCartId/choice', {
        params: { guideCartId: cartId },
        body: { keep },
      })
      await loadCart()
    } catch (error) {
      sayError(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <View className="card">
      <View className="t15 w6 cut">
        导购{guideName}为你加了 {kinds} 样
      </View>
      <View className="t13 c2 m4">{words ?? '看看合不合意，不要的可以都拿掉'}</View>
      <View className="row g8 m12">
        <View
          className={`btn btn--tint grow${busy ? ' btn--busy' : ''}`}
          aria-role="button"
          onClick={() => void choose(false)}
        >
          都不要
        </View>
        <View
          className={`btn btn--brand grow${busy ? ' btn--busy' : ''}`}
          aria-role="button"
          onClick={() => void choose(true)}
        >
          留下
        </View>
      </View>
    </View>
  )
}
