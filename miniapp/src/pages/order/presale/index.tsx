import { useRouter } from '@tarojs/taro'
import { Text, View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { serverNow } from '../../../api/serverTime'
import { WhereCard } from '../../../campaigns/Where'
import { SignInCard } from '../../../members/SignInCard'
import { Bill } from '../../../orders/Bill'
import { Line } from '../../../orders/Lines'
import { prepareMessages } from '../../../orders/messages'
import { Steps } from '../../../orders/Steps'
import { isOpen, phaseText, RULES, windowText, dayText } from '../../../presales/words'
import type { Presale, DepositPreview } from '../../../presales/types'
import { billText } from '../../../ui/format'
import { Icon } from '../../../ui/Icon'
import { NavBar } from '../../../ui/NavBar'
import { Head, Price } from '../../../ui/parts'
import { say } from '../../../ui/say'
import { Bone, EmptyState, ErrorState } from '../../../ui/states'
import { Stepper } from '../../../ui/Stepper'
import { useDeposit, type Deposit } from './useDeposit'
import { useSubmit } from './useSubmit'
import './index.scss'

const DepositPage = () => {
  const { id = '', n = '1' } = useRouter<{ id: string; n?: string }>().params
  const deposit = useDeposit(id, Math.max(1, Number(n) || 1))
  const [agreed, setAgreed] = useState(false)
  const { busy, submit } = useSubmit(id, deposit)
  const { offer, signed } = deposit
  useEffect(prepareMessages, [])
  return (
    <View className="screen">
      <NavBar back title="预售定金" />
      <View className="screen__body">
        <View className="stack checkout">
          {!signed ? (
            <SignInCard title="登录后付定金" text="名额记在会员名下，尾款开付时微信提醒你" />
          ) : offer.data ? (
            isOpen(offer.data) ? (
              <>
                <WhereCard where={deposit.where} sentFrom="到货后从仓库发给你" />
                <Priced deposit={deposit} offer={offer.data} />
                <Rules agreed={agreed} onChange={setAgreed} />
              </>
            ) : (
              <EmptyState title={`这个预售${phaseText(offer.data)}`} text="名额有限，看看别的预售或现货" />
            )
          ) : offer.error ? (
            <ErrorState error={offer.error} onRetry={offer.reload} />
          ) : (
            <DepositBones />
          )}
        </View>
      </View>
      {signed && offer.data && isOpen(offer.data) && (
        <DepositBar deposit={deposit} agreed={agreed} busy={busy} onPay={() => void submit()} />
      )}
    </View>
  )
}
export default DepositPage

const Priced = ({ deposit, offer }: { deposit: Deposit; offer: Presale }) => {
  const { preview, error, reload, quantity, setQuantity } = deposit
  const { way, isPlaced } = deposit.where
  if (!preview && error)
    return (
      <View className="card">
        <ErrorState small error={error} onRetry={reload} />
      </View>
    )
  if (!preview) return isPlaced || way === 'pickup' ? <DepositBones /> : null
  return (
    <>
      <View className="card">
        <Line
          line={preview.line}
          side={<Stepper value={quantity} max={offer.perMember} onChange={setQuantity} />}
        />
      </View>
      <Plan preview={preview} way={way} />
      <Bill
        way={way}
        lines={[preview.line]}
        amounts={preview.amounts}
        deliveryDiscounts={preview.deliveryDiscounts}
        sum="总价"
      />
    </>
  )
}

/** Both payments and the goods, in their order. */
const Plan = ({ preview, way }: { preview: DepositPreview; way: Deposit['where']['way'] }) => {
  const now = new Date(serverNow())
  const { deposit, worth, balance, balanceFrom, balanceUntil, readyAt } = preview
  return (
    <View className="card preplan">
      <Head
        title="分两次付"
        {...(worth > deposit ? { hint: `定金 ${billText(deposit)} 抵 ${billText(worth)}` } : {})}
      />
      <Steps
        now={0}
        steps={[
          ['定金', billText(deposit)],
          ['尾款', billText(balance)],
          [way === 'pickup' ? '取货' : '发货', `${dayText(readyAt)}起`],
        ]}
      />
      <View className="note note--plain">
        <Icon name="clock" size={16} />
        <Text className="grow num">
          尾款请付于 {windowText(balanceFrom, balanceUntil, now)}，开付时微信提醒你
        </Text>
      </View>
    </View>
  )
}

const Rules = ({ agreed, onChange }: { agreed: boolean; onChange: (next: boolean) => void }) => (
  <View className="card">
    <Head title="定金规则" />
    {RULES.map((it) => (
      <View className="rule t13" key={it}>
        <View className="rule__dot" />
        <Text className="grow">{it}</Text>
      </View>
    ))}
    <View className="agree" aria-role="checkbox" aria-checked={agreed} onClick={() => onChange(!agreed)}>
      <View className={`agree__box${agreed ? ' agree__box--on' : ''}`}>
        {agreed && <Icon name="check" size={16} />}
      </View>
      <Text className="t15 w5">我看过了，同意定金不退</Text>
    </View>
  </View>
)

interface DepositBarProps {
  deposit: Deposit
  agreed: boolean
  busy: boolean
  onPay: () => void
}

const DepositBar = ({ deposit, agreed, busy, onPay }: DepositBarProps) => {
  const { preview, isCurrent, error, wanted, reload } = deposit
  const isShort = isCurrent && preview !== undefined && !preview.line.isAvailable
  const ready = isCurrent && !error && !isShort && agreed && !busy
  const tap = (): void => {
    if (ready) onPay()
    else if (error) reload()
    else if (wanted.way === 'express' && !wanted.addressId) say('先加一个收货地址')
    else if (isShort) say('这里的名额不够了，换一家店或少买几件')
    else if (!agreed) say('先看看定金规则，勾选同意')
  }
  return (
    <View className="actionbar">
      <View className="actionbar__sum">
        <View className="base g4">
          <Text className="t13 c2">定金</Text>
          {preview ? <Price fen={preview.deposit} size={20} exact /> : <Text className="t20">…</Text>}
        </View>
        <View className="t11 c2 num">{preview ? `尾款 ${billText(preview.balance)}` : ''}</View>
      </View>
      <View
        className={`btn btn--wide ${ready || busy ? 'btn--main' : 'btn--off'}${busy ? ' btn--busy' : ''}`}
        aria-role="button"
        onClick={tap}
      >
        {busy ? '正在下单' : '付定金'}
      </View>
    </View>
  )
}

const DepositBones = () => (
  <>
    {[96, 160].map((height) => (
      <View className="card" key={height} aria-hidden>
        <Bone w="40%" h={20} />
        <View className="m12">
          <Bone h={height - 32} r={10} />
        </View>
      </View>
    ))}
  </>
)
