import { Text, View } from '@tarojs/components'
import type { CallError } from '../../../api/client'
import { serverNow } from '../../../api/serverTime'
import { Steps } from '../../../orders/Steps'
import type { PickupCode } from '../../../orders/types'
import { stampText } from '../../../ui/format'
import { Icon } from '../../../ui/Icon'
import { PassDigits, PassQr, StaleHint } from '../../../ui/Pass'
import { ErrorState } from '../../../ui/states'

interface CodePassProps {
  code: PickupCode | undefined
  error: CallError | undefined
  isStale: boolean
  paidAt: string | undefined
  onRetry: () => void
}

/** QR and digits of a pickup; room is kept for both while they come. */
export const CodePass = ({ code, error, isStale, paidAt, onRetry }: CodePassProps) => (
  <View>
    <View className="pass__top">
      <View className="t13 c2">到服务台出示二维码，或报 8 位取货码</View>
      {!code && error ? (
        <View className="pass__none">
          <ErrorState small error={error} onRetry={onRetry} />
        </View>
      ) : (
        <>
          <View className="pickup__code">
            <PassDigits digits={code?.digits} label="取货码" />
          </View>
          <PassQr qr={code?.qr} label="取货二维码" isStale={isStale} />
          <View className="row g4 t13 c2 m12 pass__hint">
            {isStale ? (
              <StaleHint text="没连上，二维码可能过期了，报数字也能取" />
            ) : (
              <>
                <Icon name="sun" size={16} />
                <Text>屏幕亮一些更好扫，二维码每 30 秒换新</Text>
              </>
            )}
          </View>
        </>
      )}
    </View>
    <View className="pass__perf" />
    <Steps
      steps={[
        ['已付款', paidAt ? stampText(paidAt, new Date(serverNow())).slice(-5) : ''],
        ['待取货', '到店出示'],
        ['已取走', '当面核对'],
      ]}
      now={1}
    />
  </View>
)
