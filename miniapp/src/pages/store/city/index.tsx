import Taro, { useRouter } from '@tarojs/taro'
import { Input, Text, View } from '@tarojs/components'
import { useState } from 'react'
import { call } from '../../../api/call'
import { useShared } from '../../../api/shared'
import { useLoad } from '../../../api/useLoad'
import { groupCities, matchCities } from '../../../stores/cities'
import { chosenStore } from '../../../stores/entry'
import { chooseCity, locateAgain, place, recentCities, type City } from '../../../stores/place'
import { Icon } from '../../../ui/Icon'
import { NavBar } from '../../../ui/NavBar'
import { Bone, EmptyState, ErrorState } from '../../../ui/states'
import './index.scss'

const WHY: Record<string, string> = {
  refused: '你没有允许使用位置，所以请选一座城市。只用来找门店，随时可以改',
  unavailable: '手机暂时没有定位到你，请先选一座城市',
}

const CityPicker = () => {
  const { params } = useRouter<{ why?: string }>()
  const where = useShared(place)
  const [typed, setTyped] = useState('')
  const { data, error, reload } = useLoad('cities', async () => (await call('GET /stores/cities')).cities)
  const why = params.why ? WHY[params.why] : undefined

  const leave = (): void => void Taro.navigateBack()
  const choose = (city: City): void => {
    chooseCity(city)
    chosenStore.set(undefined)
    leave()
  }
  const here = async (): Promise<void> => {
    if (await locateAgain()) leave()
  }
  const found = data && matchCities(data, typed)
  const recent = recentCities()
  const groups = groupCities(found ?? [])
  const jump = (initial: string): void =>
    void Taro.pageScrollTo({ selector: `#az-${initial}`, duration: 200, offsetTop: -140 })
  const isOn = (name: string): boolean => where.kind === 'city' && where.name === name

  return (
    <View className="screen cities">
      <NavBar
        title="选择城市"
        back
        foot={
          <View className="cities__bar">
            <View className="field field--fill">
              <Icon name="search" />
              <Input
                className="field__in"
                value={typed}
                placeholder="城市名或拼音"
                onInput={(event) => setTyped(event.detail.value)}
              />
            </View>
          </View>
        }
      />
      <View className="screen__body cities__body">
        {why && (
          <View className="note note--warn cities__why">
            <Icon name="info" size={16} />
            <Text className="grow">{why}</Text>
          </View>
        )}
        {typed === '' && (
          <>
            <View className="cell">
              <View className="round">
                <Icon name="locate-fixed" />
              </View>
              <View className="grow">
                <View className="t15 w6">
                  {where.kind === 'located' ? '正按你的位置找店' : '用我现在的位置'}
                </View>
                <View className="t13 c2">能看到离你多远、哪家店有货</View>
              </View>
              <View className="btn btn--sm btn--tint" aria-role="button" onClick={() => void here()}>
                {where.kind === 'located' ? '就在这里' : '重新定位'}
              </View>
            </View>
            {recent.length > 0 && (
              <>
                <View className="t13 c2 m12">最近选过</View>
                <View className="citygrid m8">
                  {recent.map((it) => (
                    <View
                      key={it.name}
                      className={`citygrid__a${isOn(it.name) ? ' citygrid__a--on' : ''}`}
                      onClick={() => choose(it)}
                    >
                      {it.name}
                    </View>
                  ))}
                </View>
              </>
            )}
            <View className="t13 c2 m16">有店的城市</View>
          </>
        )}
        {error && !data && <ErrorState error={error} onRetry={reload} />}
        {!found &&
          !error &&
          [0, 1, 2, 3, 4, 5, 6].map((at) => (
            <View className="az__row" key={at}>
              <Bone w={96} h={16} />
            </View>
          ))}
        {found?.length === 0 && <EmptyState title={`「${typed}」还没有我们的店`} text="试试附近的大城市" />}
        {groups.length > 6 && (
          <View className="az__side">
            <View className="az__ix">
              {groups.map(({ initial }) => (
                <View className="az__j" key={initial} aria-role="button" onClick={() => jump(initial)}>
                  {initial}
                </View>
              ))}
            </View>
          </View>
        )}
        {found &&
          groups.flatMap(({ initial, cities }) =>
            cities.map((it, at) => (
              <View
                id={at === 0 ? `az-${initial}` : undefined}
                className="az__row"
                key={it.name}
                hoverClass="press"
                aria-role="button"
                onClick={() => choose(it)}
              >
                <Text className="az__i">{at === 0 ? initial : ''}</Text>
                <View className="az__c">
                  <Text className={`t15 grow${isOn(it.name) ? ' cb w6' : ''}`}>{it.name}</Text>
                  <Text className="t13 c2 num">{it.stores} 家店</Text>
                  {isOn(it.name) && <Icon name="check" className="cb" />}
                </View>
              </View>
            )),
          )}
      </View>
    </View>
  )
}
export default CityPicker
