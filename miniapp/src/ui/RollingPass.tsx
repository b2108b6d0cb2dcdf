import { Text, View } from '@tarojs/components'
import type { useRollingCode } from '../api/useRollingCode'
import { secondsUntil, useCountdown } from '../orders/useCountdown'
import { PassDigits, PassQr, StaleHint } from './Pass'
import { ringMask } from './ring'
import { ErrorState } from './states'

interface Code {
  digits: string
  qr: string
  refreshAt: string
}
/** A QR text is of one half minute. */
const SPAN_S = 30

interface RollingPassProps {
  code: ReturnType<typeof useRollingCode<Code>>
  /** What it is a code of: 券, 签到. */
  of: string
}

/** QR in the ring of its remaining seconds, and the digits to be read aloud (CO-3, AP-2). */
export const RollingPass = ({ code: { code, error, isStale, reload }, of }: RollingPassProps) => {
  const left = useCountdown(code?.refreshAt, () => undefined)
  if (!code && error)
    return (
      <View className="pass__none">
        <ErrorState small error={error} onRetry={reload} />
      </View>
    )
  const seconds = code ? Math.min(SPAN_S, left || secondsUntil(code.refreshAt)) : SPAN_S
  return (
    <>
      <View className="ring">
        <View className="ring__t" style={{ WebkitMaskImage: ringMask(1) }} />
        {code && !isStale && (
          <View className="ring__t ring__t--left" style={{ WebkitMaskImage: ringMask(seconds / SPAN_S) }} />
        )}
        <PassQr qr={code?.qr} label={`${of}二维码`} isStale={isStale} />
      </View>
      <View className="row g4 t13 c2 m8 pass__hint">
        {isStale ? (
          <StaleHint text="没连上，二维码可能过期了，报数字也能用" />
        ) : (
          <View className={code ? '' : 'pass__wait'}>
            <Text className="cb w6 num">{seconds} 秒</Text>
            <Text>后自动换新码，截图无效</Text>
          </View>
        )}
      </View>
      <View className="m8">
        <PassDigits digits={code?.digits} label={`${of}码`} />
      </View>
      <View className="t13 c2">扫不上时，把这 8 位数报给店员</View>
    </>
  )
}
