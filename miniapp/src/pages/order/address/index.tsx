import Taro, { useRouter } from '@tarojs/taro'
import { Switch, Text, View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import type { Stated } from '../../../addresses/types'
import { faultOf, splitAddress } from '../../../addresses/words'
import { call } from '../../../api/call'
import { useLoad } from '../../../api/useLoad'
import { platform } from '../../../platform'
import { Icon } from '../../../ui/Icon'
import { NavBar } from '../../../ui/NavBar'
import { Chip } from '../../../ui/parts'
import { say, sayError } from '../../../ui/say'
import { Bone, ErrorState } from '../../../ui/states'
import { Field } from './Field'
import { centreOf } from './centre'
import './index.scss'

type Form = Omit<Required<Stated>, 'position'> & { position?: Stated['position'] }
const BLANK: Form = {
  name: '',
  phone: '',
  province: '',
  city: '',
  district: '',
  street: '',
  tag: '',
  isDefault: false,
}
const TAGS = ['家', '公司', '学校']

const AddressPage = () => {
  const { id } = useRouter<{ id?: string }>().params
  const { data, error, reload } = useLoad(id ?? null, async () => {
    const { addresses } = await call('GET /addresses')
    return addresses.find((it) => it.id === id)
  })
  const [form, setForm] = useState<Form>(BLANK)
  const [busy, setBusy] = useState(false)
  useEffect(() => {
    if (!data) return
    const { id: _, ...stated } = data
    setForm(stated)
  }, [data])
  const set = (change: Partial<Form>): void => setForm((it) => ({ ...it, ...change }))

  const pickSpot = async (): Promise<void> => {
    const spot = await platform.chooseSpot()
    if (!spot) return
    const { street, ...region } = splitAddress(spot.address)
    const known = Object.fromEntries(Object.entries(region).filter(([, it]) => it !== ''))
    set({ ...known, street: [street, spot.name].filter(Boolean).join(' '), position: spot.position })
  }

  const save = async (): Promise<void> => {
    if (busy) return
    setBusy(true)
    try {
      const position = form.position ?? (await centreOf(form.city))
      const fault = faultOf({ ...form, position })
      if (fault || !position) return say(fault ?? '')
      const body = { ...form, position }
      if (id) await call('PATCH /addresses/:addressId', { params: { addressId: id }, body })
      else await call('POST /addresses', { body })
      await Taro.navigateBack()
    } catch (failure) {
      sayError(failure)
    } finally {
      setBusy(false)
    }
  }

  const remove = async (): Promise<void> => {
    if (!id) return
    const { confirm } = await Taro.showModal({
      title: '删除这个地址吗',
      confirmText: '删除',
      cancelText: '留着',
    })
    if (!confirm) return
    try {
      await call('DELETE /addresses/:addressId', { params: { addressId: id } })
      await Taro.navigateBack()
    } catch (failure) {
      sayError(failure)
    }
  }

  const waiting = id !== undefined && !data
  return (
    <View className="screen">
      <NavBar back title={id ? '修改地址' : '新增地址'} />
      <View className="screen__body">
        {waiting && error && <ErrorState error={error} onRetry={reload} />}
        {waiting && !error && (
          <View className="stack addr" aria-hidden>
            <Bone h={96} r={12} />
            <Bone h={248} r={12} />
          </View>
        )}
        {!waiting && (
          <View className="stack addr">
            <View className="card card--list">
              <Field
                label="收货人"
                value={form.name}
                hint="怎么称呼"
                max={30}
                onInput={(name) => set({ name })}
              />
              <Field
                label="手机号"
                value={form.phone}
                hint="送货时联系你"
                max={11}
                number
                onInput={(phone) => set({ phone })}
              />
            </View>
            <View className="card card--list">
              {platform.canChooseSpot() && (
                <View className="cell" hoverClass="press" aria-role="button" onClick={() => void pickSpot()}>
                  <Icon name="map-pin" className="cb" />
                  <Text className="grow t15">{form.position ? '已在地图上选好' : '在地图上选'}</Text>
                  <Text className="t13 cb w5">{form.position ? '重新选' : '去选'}</Text>
                  <Icon name="chevron-right" size={16} className="c2" />
                </View>
              )}
              <Field
                label="省份"
                value={form.province}
                hint="上海市"
                max={20}
                onInput={(province) => set({ province })}
              />
              <Field
                label="城市"
                value={form.city}
                hint="上海市"
                max={20}
                onInput={(city) => set({ city, position: undefined })}
              />
              <Field
                label="区县"
                value={form.district}
                hint="静安区"
                max={20}
                onInput={(district) => set({ district })}
              />
              <Field
                label="门牌"
                value={form.street}
                hint="街道、小区、楼栋和房号"
                max={120}
                onInput={(street) => set({ street })}
              />
            </View>
            <View className="card">
              <View className="t13 c2">这是哪里</View>
              <View className="chips m8">
                {TAGS.map((it) => (
                  <Chip key={it} on={form.tag === it} onClick={() => set({ tag: form.tag === it ? '' : it })}>
                    {it}
                  </Chip>
                ))}
              </View>
              <View className="hr" />
              <View className="row between">
                <Text className="t15">设为默认地址</Text>
                <Switch
                  color="#1F5C4A"
                  checked={form.isDefault}
                  onChange={(event) => set({ isDefault: event.detail.value })}
                />
              </View>
            </View>
          </View>
        )}
      </View>
      <View className="actionbar">
        {id && (
          <View className="btn btn--line" aria-role="button" onClick={() => void remove()}>
            <Icon name="trash-2" size={16} />
            删除
          </View>
        )}
        <View
          className={`btn btn--main grow${busy ? ' btn--busy' : ''}`}
          aria-role="button"
          onClick={() => void save()}
        >
          {busy ? '正在保存' : '保存地址'}
        </View>
      </View>
    </View>
  )
}
export default AddressPage
