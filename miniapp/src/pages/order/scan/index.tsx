import { useRouter } from '@tarojs/taro'
import { Input, Text, View } from '@tarojs/components'
import { useState } from 'react'
import { SignInCard } from '../../../members/SignInCard'
import { Bill } from '../../../orders/Bill'
import { Line } from '../../../orders/Lines'
import { piecesOf } from '../../../orders/words'
import { platform } from '../../../platform'
import { Icon } from '../../../ui/Icon'
import { NavBar } from '../../../ui/NavBar'
import { Price, StockDot } from '../../../ui/parts'
import { say } from '../../../ui/say'
import { Bone, EmptyState, ErrorState } from '../../../ui/states'
import { Stepper } from '../../../ui/Stepper'
import { useScanBag, type ScanBag } from './useScanBag'
import './index.scss'

/** 扫码购 (OR-7): scan in the shop, pay on the phone, show the code at the door. */
const ScanPage = () => {
  const { storeId = '' } = useRouter<{ storeId: string }>().params
  const bag = useScanBag(storeId)
  const { signed, lines, store } = bag
  return (
    <View className="screen">
      <NavBar back title="扫码购" />
      <View className="screen__body">
        <View className="stack scan">
          <View className="card">
            <View className="row g12">
              <View className="round">
                <Icon name="store" />
              </View>
              <View className="grow">
                {store ? <View className="t17 cut">{store.name}</View> : <Bone w={120} h={24} />}
                <View className="t13 c2">扫商品条码，手机付款，出门出示离店码</View>
              </View>
            </View>
            <Entry bag={bag} />
          </View>
          {!signed ? (
            <SignInCard title="登录后扫码购" text="会员价和优惠，登录后才算得准" />
          ) : lines.length === 0 ? (
            <EmptyState title="还没扫商品" text="对准包装上的条码，扫一件加一件" />
          ) : (
            <Scanned bag={bag} />
          )}
        </View>
      </View>
      {signed && lines.length > 0 && <PayBar bag={bag} />}
    </View>
  )
}
export default ScanPage

/** The camera, and a field for who has none or whose barcode is worn. */
const Entry = ({ bag }: { bag: ScanBag }) => {
  const [digits, setDigits] = useState('')
  const send = (): void => {
    if (digits.trim()) void bag.add(digits).then((isFound) => isFound && setDigits(''))
  }
  return (
    <>
      {platform.canScan() && (
        <View className="btn btn--main m16" aria-role="button" onClick={() => void bag.scan()}>
          <Icon name="scan-line" size={16} />
          扫一件
        </View>
      )}
      <View className="row g8 m12">
        <View className="scan__field grow">
          <Input
            className="field__in"
            type="number"
            value={digits}
            maxlength={14}
            confirmType="done"
            placeholder="扫不上就输条码数字"
            placeholderClass="field__hint"
            onInput={(event) => setDigits(event.detail.value)}
            onConfirm={send}
          />
        </View>
        <View className="btn btn--tint" aria-role="button" onClick={send}>
          加入
        </View>
      </View>
    </>
  )
}

const Scanned = ({ bag }: { bag: ScanBag }) => {
  const { preview, error, reload, lines, setQuantity } = bag
  if (!preview)
    return error ? (
      <View className="card">
        <ErrorState small error={error} onRetry={reload} />
      </View>
    ) : (
      <View className="card" aria-hidden>
        <Bone h={64} r={10} />
      </View>
    )
  return (
    <>
      <View className="card">
        {preview.lines.map((line) => (
          <View className="scan__line" key={line.key}>
            <Line
              line={line}
              {...(line.isAvailable
                ? {}
                : {
                    note: (
                      <StockDot
                        level={line.available > 0 ? 'low' : 'out'}
                        label={line.available > 0 ? `系统里只有 ${line.available} 件` : '请找店员结账'}
                      />
                    ),
                  })}
              side={
                <View onClick={(event) => event.stopPropagation()}>
                  <Stepper
                    value={lines.find((it) => it.skuId === line.skuId)?.quantity ?? line.quantity}
                    onChange={(next) => setQuantity(line.skuId, next)}
                  />
                </View>
              }
            />
          </View>
        ))}
      </View>
      <Bill
        way="counter"
        lines={preview.lines}
        amounts={preview.amounts}
        deliveryDiscounts={preview.deliveryDiscounts}
        sum="应付"
      />
    </>
  )
}

const PayBar = ({ bag }: { bag: ScanBag }) => {
  const { preview, isCurrent, lines, paying, pay } = bag
  const problem = isCurrent ? preview?.problem : undefined
  const ready = isCurrent && preview !== undefined && !problem && !paying
  return (
    <View className="actionbar">
      <View className="actionbar__sum">
        <View className="base g4">
          <Text className="t13 c2">{piecesOf(lines)} 件</Text>
          {preview ? <Price fen={preview.amounts.total} size={20} exact /> : <Text className="t20">…</Text>}
        </View>
      </View>
      <View
        className={`btn btn--wide ${ready || paying ? 'btn--main' : 'btn--off'}${paying ? ' btn--busy' : ''}`}
        aria-role="button"
        onClick={() => (ready ? void pay() : problem && say(problem.text))}
      >
        {paying ? '正在下单' : '去付款'}
      </View>
    </View>
  )
}
