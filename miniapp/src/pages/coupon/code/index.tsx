import { useRouter } from '@tarojs/taro'
import { Text, View } from '@tarojs/components'
import { useEffect } from 'react'
import { call } from '../../../api/call'
import { useRollingCode } from '../../../api/useRollingCode'
import { goShopping, openWallet } from '../../../coupons/open'
import type { Grant } from '../../../coupons/types'
import { useGrant } from '../../../coupons/useGrant'
import { bigParts, isShowable } from '../../../coupons/words'
import { OwnFault } from '../../../members/OwnFault'
import { platform } from '../../../platform'
import { useCurrentStore } from '../../../stores/currentStore'
import { Icon } from '../../../ui/Icon'
import { NavBar } from '../../../ui/NavBar'
import { RollingPass } from '../../../ui/RollingPass'
import { Bone } from '../../../ui/states'
import { NoCode } from './NoCode'
import './index.scss'

/** 到店出示 (CO-3): QR and digits that renew themselves, and 已使用 as soon as the store has taken it. */
const CouponCode = () => {
  const { id = '' } = useRouter<{ id: string }>().params
  const store = useCurrentStore()
  const { grant, error, seen, reload } = useGrant(id, store.data?.id)
  const open = grant !== undefined && isShowable(grant)
  const code = useRollingCode(id, open && seen, () =>
    call('GET /me/coupons/:grantId/code', { params: { grantId: id } }),
  )
  useEffect(() => {
    if (open && seen) platform.brighten(true)
    return () => platform.brighten(false)
  }, [open, seen])
  // The code says used or expired before the coupon was looked at again.
  const refusal =
    code.error && code.error.status >= 400 && code.error.status < 500 ? code.error.code : undefined
  useEffect(() => {
    if (refusal) reload()
  }, [refusal, reload])

  const title = grant && !grant.channels.includes('store') ? '优惠券' : '到店出示'
  if (!grant && error)
    return (
      <OwnFault
        title={title}
        error={error}
        onRetry={reload}
        signIn={{ title: '登录后看券', text: '用领券时的微信登录，券就在这里' }}
      />
    )
  return (
    <View className="screen showcode">
      <NavBar tone="brand" back title={title} />
      <View className="screen__body screen__safe">
        <View className="showcode__pass">
          <View className="pass__top">
            {grant ? (
              <Worth grant={grant} />
            ) : (
              <>
                <Bone w={96} h={20} />
                <Bone w={160} h={32} />
              </>
            )}
            {grant && !open ? <NoCode grant={grant} /> : <RollingPass code={code} of="券" />}
          </View>
          <View className="pass__perf" />
          <View className="showcode__facts">{grant ? <Terms grant={grant} /> : <Bone h={80} r={8} />}</View>
        </View>
        {open && (
          <View className="row g8 t13 showcode__hint">
            <Icon name="sun" size={16} />
            屏幕已调亮，离开后恢复
          </View>
        )}
        <View className="showcode__alt">
          {grant?.state === 'usable' && grant.channels.includes('online') && (
            <View className="btn" aria-role="button" onClick={goShopping}>
              <Icon name="shopping-bag" size={16} />
              线上用
            </View>
          )}
          <View className="btn" aria-role="button" onClick={() => openWallet()}>
            <Icon name="ticket" size={16} />
            换一张券
          </View>
        </View>
      </View>
    </View>
  )
}
export default CouponCode

const Worth = ({ grant: { title, big, small, kind } }: { grant: Grant }) => {
  const [before, number, after] = bigParts(big)
  return (
    <>
      <View className="t13 c2">{title}</View>
      <View className="worth num">
        {kind === 'gift' ? (
          small
        ) : (
          <>
            {before && <Text className="worth__u">{before}</Text>}
            {number}
            {after && <Text className={number ? 'worth__u' : ''}>{after}</Text>}
            <Text className="worth__s">{small}</Text>
          </>
        )}
      </View>
    </>
  )
}

/** Where, on what and until when it works. */
const Terms = ({ grant }: { grant: Grant }) => {
  const { here, where, note, stateText, isExpiring, stacks, state, reason } = grant
  const tone = here && state === 'usable' ? (here.isUsable ? 'co w5' : 'cw w5') : ''
  const rows: [string, string | undefined, string?][] = [
    ['门店', where],
    ['这家店', state === 'usable' && grant.channels.includes('store') ? here?.text : undefined, tone],
    ['说明', note],
    ['到期', state === 'usable' || state === 'notYet' ? stateText : undefined, isExpiring ? 'cw w5' : ''],
    ['叠加', stacks],
    ['为什么有', reason],
  ]
  return (
    <>
      {rows.map(
        ([name, text, of]) =>
          text && (
            <View className="terms" key={name}>
              <Text className="terms__n c2">{name}</Text>
              <Text className={`grow num ${of ?? ''}`}>{text}</Text>
            </View>
          ),
      )}
    </>
  )
}
