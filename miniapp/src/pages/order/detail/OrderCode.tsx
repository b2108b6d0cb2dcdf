import { View } from '@tarojs/components'
import { useMemo } from 'react'
import { qrPicture } from '../../../ui/qr'

/** The order's id as a QR: with it staff of any store find the order, to take goods back (OR-6). */
export const OrderCode = ({ id }: { id: string }) => {
  const picture = useMemo(() => qrPicture(id), [id])
  return (
    <View className="row g12 ordercode">
      <View
        className="ordercode__qr"
        aria-label="订单二维码"
        data-qr={id}
        style={{ backgroundImage: picture }}
      />
      <View className="grow">
        <View className="t15 w6">要退换，给店员扫这个</View>
        <View className="t13 c2">哪家门店都能办，钱原路退回</View>
      </View>
    </View>
  )
}
