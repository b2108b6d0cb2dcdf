import { useRouter } from '@tarojs/taro'
import { Text, View } from '@tarojs/components'
import { useCallback, useEffect, useState } from 'react'
import { call } from '../../../api/call'
import { useRollingCode } from '../../../api/useRollingCode'
import { useWatched } from '../../../api/useWatched'
import { scanGoods } from '../../../catalog/scan'
import { openCode } from '../../../coupons/open'
import { openEvent } from '../../../happenings/open'
import type { SignUp } from '../../../happenings/types'
import { cancelSignUp } from '../../../happenings/useSignUp'
import { hasCode, nextText, timeText } from '../../../happenings/words'
import { OwnFault } from '../../../members/OwnFault'
import { platform } from '../../../platform'
import { openStore } from '../../../stores/open'
import { Icon } from '../../../ui/Icon'
import { NavBar } from '../../../ui/NavBar'
import { Bone } from '../../../ui/states'
import { RollingPass } from '../../../ui/RollingPass'
import { MyPhotos } from './MyPhotos'
import './index.scss'

/** Scanned at the store, it turns into 已签到 by itself. */
const nextLook = ({ state }: SignUp): number | undefined =>
  state === 'seated' ? 3000 : state === 'waiting' ? 10_000 : undefined

const MARKS: Record<SignUp['state'], 'check' | 'clock' | 'x'> = {
  seated: 'check',
  waiting: 'clock',
  checkedIn: 'check',
  cancelled: 'x',
  missed: 'x',
  expired: 'x',
}

/** One sign-up (AP-2): its code to be scanned at the store, what comes next, and the photos shown of it. */
const SignUpPage = () => {
  const { id = '' } = useRouter<{ id: string }>().params
  const ask = useCallback(() => call('GET /me/sign-ups/:signUpId', { params: { signUpId: id } }), [id])
  const { answer, error, seen, reload, keep } = useWatched(ask, nextLook, '没能打开这个报名')
  const [busy, setBusy] = useState(false)
  const open = answer !== undefined && hasCode(answer)
  const code = useRollingCode(id, open && seen, () =>
    call('GET /me/sign-ups/:signUpId/code', { params: { signUpId: id } }),
  )
  useEffect(() => {
    if (open && seen) platform.brighten(true)
    return () => platform.brighten(false)
  }, [open, seen])
  if (!answer && error)
    return (
      <OwnFault
        title="我的报名"
        error={error}
        onRetry={reload}
        signIn={{ title: '登录后看报名', text: '用报名时的微信登录，签到码就在这里' }}
      />
    )
  const cancel = async (it: SignUp): Promise<void> => {
    if (busy) return
    setBusy(true)
    const next = await cancelSignUp(it)
    setBusy(false)
    if (next) keep(next)
  }
  return (
    <View className="screen signup">
      <NavBar tone="brand" back title="我的报名" />
      <View className="screen__body screen__safe">
        <View className="stack">
          <View>
            <View className="pass__top">
              {answer ? (
                <>
                  <View className="t17 center cut signup__t" onClick={() => openEvent(answer.event.id)}>
                    {answer.event.title}
                  </View>
                  <View className="t13 c2 num">{timeText(answer.event)}</View>
                  {open ? (
                    <RollingPass code={code} of="签到" />
                  ) : (
                    <View className="signup__none">
                      <View className={`pass__mark${MARKS[answer.state] === 'x' ? ' pass__mark--off' : ''}`}>
                        <Icon name={MARKS[answer.state]} size={24} />
                      </View>
                      <View className="t20 m12">{answer.stateText}</View>
                    </View>
                  )}
                </>
              ) : (
                <>
                  <Bone w={200} h={24} />
                  <View className="m12">
                    <Bone w={232} h={232} />
                  </View>
                </>
              )}
            </View>
            <View className="pass__perf" />
            <View className="signup__facts">
              {answer ? (
                <>
                  <View className="t13 center">{nextText(answer)}</View>
                  <View
                    className="row g8 signup__store"
                    hoverClass="press"
                    onClick={() => openStore(answer.event.store.id)}
                  >
                    <Icon name="store" className="cb" />
                    <View className="grow">
                      <View className="t15 w5 cut">{answer.event.store.name}</View>
                      <View className="t13 c2 cut">{answer.event.store.address}</View>
                    </View>
                    <Icon name="chevron-right" size={16} className="c2" />
                  </View>
                  {answer.coupon && <CouponLine coupon={answer.coupon} />}
                </>
              ) : (
                <Bone h={72} r={8} />
              )}
            </View>
          </View>
          {answer?.mayShare && <MyPhotos signUp={answer} />}
          {open && platform.canScan() && (
            <View className="btn signup__cancel" aria-role="button" onClick={scanGoods}>
              <Icon name="scan-line" />
              扫店里的活动码签到
            </View>
          )}
          {answer?.mayCancel && (
            <View
              className={`btn signup__cancel${busy ? ' btn--busy' : ''}`}
              aria-role="button"
              onClick={() => void cancel(answer)}
            >
              {answer.state === 'waiting' ? '不再候补' : '来不了，取消报名'}
            </View>
          )}
          {answer?.state === 'cancelled' && (
            <View
              className="btn signup__cancel"
              aria-role="button"
              onClick={() => openEvent(answer.event.id)}
            >
              再看看这场活动
            </View>
          )}
        </View>
      </View>
    </View>
  )
}
export default SignUpPage

const CouponLine = ({ coupon: { title, grantId, text } }: { coupon: NonNullable<SignUp['coupon']> }) => (
  <View
    className="row g8 signup__store"
    hoverClass="press"
    onClick={() => {
      if (grantId) openCode(grantId)
    }}
  >
    <Icon name="ticket-percent" className="cb" />
    <View className="grow">
      <View className="t15 w5 cut">{title}</View>
      <View className="t13 c2 cut">{text}</View>
    </View>
    {grantId && <Text className="t13 cb w5">去看券</Text>}
  </View>
)
