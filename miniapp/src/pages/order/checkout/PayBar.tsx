import { Text, View } from '@tarojs/components'
import { billOf } from '../../../orders/bill'
import { billText } from '../../../ui/format'
import { Price } from '../../../ui/parts'
import { say } from '../../../ui/say'
import type { Checkout } from './useCheckout'

interface PayBarProps {
  checkout: Checkout
  step: 'ready' | 'ordering'
  onSubmit: () => void
}

const STEPS = { ready: '提交订单', ordering: '正在下单' } as const

/** Sum and the one main action; it says why when it can't be done. */
export const PayBar = ({ checkout, step, onSubmit }: PayBarProps) => {
  const { preview, isCurrent, error, wanted } = checkout
  const saved = preview ? billOf({ way: wanted.way, ...preview }).saved : 0
  const problem = isCurrent ? preview?.problem : undefined
  const ready = isCurrent && !problem && !error && step === 'ready'
  const tap = (): void => {
    if (ready) onSubmit()
    else if (problem) say(problem.text)
    else if (error) checkout.reload()
  }
  return (
    <View className="actionbar">
      <View className="actionbar__sum">
        <View className="base g4">
          <Text className="t13 c2">合计</Text>
          {preview ? <Price fen={preview.amounts.total} size={20} exact /> : <Text className="t20">…</Text>}
        </View>
        <View className="t11 co w5 paybar__saved">{saved > 0 ? `已省 ${billText(saved)}` : ''}</View>
      </View>
      <View
        className={`btn btn--wide ${ready || step !== 'ready' ? 'btn--main' : 'btn--off'}${step === 'ready' ? '' : ' btn--busy'}`}
        aria-role="button"
        onClick={tap}
      >
        {error && !isCurrent ? '再算一次' : STEPS[step]}
      </View>
    </View>
  )
}
