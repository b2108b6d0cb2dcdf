import { Text, View } from '@tarojs/components'
import { useMemo } from 'react'
import { spokenDigits } from './format'
import { Icon } from './Icon'
import { qrPicture } from './qr'
import { Bone } from './states'
import './pass.scss'

/** The eight digits of a code in two groups; room is kept for them while they come. */
export const PassDigits = ({ digits, label }: { digits: string | undefined; label: string }) => (
  <View className="pass__code num" aria-label={label}>
    {digits === undefined ? (
      <Bone w={232} h={40} />
    ) : (
      spokenDigits(digits).map((it, at) => (
        <Text className="pass__four" key={at}>
          {it}
        </Text>
      ))
    )}
  </View>
)

interface PassQrProps {
  qr: string | undefined
  label: string
  /** It may have changed by now. */
  isStale: boolean
}

/** The QR of a code; room is kept for it while it comes. */
export const PassQr = ({ qr, label, isStale }: PassQrProps) => {
  const picture = useMemo(() => (qr === undefined ? undefined : qrPicture(qr)), [qr])
  return picture ? (
    <View
      className={`pass__qr${isStale ? ' pass__qr--stale' : ''}`}
      aria-label={label}
      data-qr={qr}
      style={{ backgroundImage: picture }}
    />
  ) : (
    <Bone w={192} h={192} r={8} />
  )
}

/** Said in the place of the hint when the QR could not be renewed. */
export const StaleHint = ({ text }: { text: string }) => (
  <>
    <Icon name="wifi-off" size={16} className="cw" />
    <Text className="cw w5">{text}</Text>
  </>
)
