import Taro, { useRouter } from '@tarojs/taro'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { pickedAddress } from '../../../addresses/picked'
import { maskedPhone } from '../../../orders/words'
import { regionText } from '../../../addresses/words'
import { call } from '../../../api/call'
import { token } from '../../../api/session'
import { useShared } from '../../../api/shared'
import { useLoad } from '../../../api/useLoad'
import { SignInCard } from '../../../members/SignInCard'
import { editAddress } from '../../../orders/open'
import { Icon } from '../../../ui/Icon'
import { NavBar } from '../../../ui/NavBar'
import { Tag } from '../../../ui/parts'
import { Bone, EmptyState, ErrorState } from '../../../ui/states'
import { useReturn } from '../../../ui/useReturn'
import './index.scss'

const Addresses = () => {
  const picking = useRouter<{ pick?: string }>().params.pick === '1'
  const signed = useShared(token)
  const picked = useShared(pickedAddress)
  const [visit, setVisit] = useState(0)
  useReturn(() => setVisit((it) => it + 1))
  const { data, error, reload } = useLoad(signed ? `${visit}` : null, () => call('GET /addresses'))

  const choose = (id: string): void => {
    if (!picking) return editAddress(id)
    pickedAddress.set(id)
    void Taro.navigateBack()
  }
  return (
    <View className="screen">
      <NavBar back title={picking ? '选择收货地址' : '地址管理'} />
      <View className="screen__body">
        <View className="stack addresses">
          {!signed && <SignInCard title="登录后管理地址" text="存好的地址，下单时直接选" />}
          {data?.addresses.map((it) => (
            <View className="card address" key={it.id} hoverClass="press" onClick={() => choose(it.id)}>
              <View className="grow">
                <View className="row g4">
                  {it.isDefault && <Tag tone="accent">默认</Tag>}
                  {it.tag && <Tag>{it.tag}</Tag>}
                  <Text className="t13 c2 cut">{regionText(it)}</Text>
                </View>
                <View className="t15 w6 m4">{it.street}</View>
                <View className="t13 c2 num m2">
                  {it.name} {maskedPhone(it.phone)}
                </View>
              </View>
              {picking && picked === it.id && <Icon name="circle-check" className="cb" />}
              <View
                className="address__edit"
                aria-label="修改"
                aria-role="button"
                onClick={(event) => {
                  event.stopPropagation()
                  editAddress(it.id)
                }}
              >
                <Icon name="pencil" size={16} />
              </View>
            </View>
          ))}
          {signed && !data && error && <ErrorState error={error} onRetry={reload} />}
          {signed && !data && !error && <AddressBones />}
          {data?.addresses.length === 0 && (
            <EmptyState title="还没有收货地址" text="加一个，附近的店 1 小时就能送到" />
          )}
        </View>
      </View>
      {signed && (
        <View className="actionbar">
          <View className="btn btn--main grow" aria-role="button" onClick={() => editAddress()}>
            <Icon name="plus" size={16} />
            新增收货地址
          </View>
        </View>
      )}
    </View>
  )
}
export default Addresses

const AddressBones = () => (
  <>
    {[1, 0.7].map((opacity) => (
      <View className="card" key={opacity} style={{ opacity }} aria-hidden>
        <Bone w={120} h={16} />
        <View className="m8">
          <Bone w="80%" h={20} />
        </View>
        <View className="m8">
          <Bone w={160} h={16} />
        </View>
      </View>
    ))}
  </>
)
