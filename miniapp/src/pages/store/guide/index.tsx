import { Input, Text, View } from '@tarojs/components'
import { useState } from 'react'
import { call } from '../../../api/call'
import { useShared } from '../../../api/shared'
import { useLoad } from '../../../api/useLoad'
import { openCityPicker } from '../../../stores/open'
import { keyOf, locateAgain, LOCATE_FAILED, place, pointOf } from '../../../stores/place'
import { Icon } from '../../../ui/Icon'
import { NavBar } from '../../../ui/NavBar'
import { ErrorState } from '../../../ui/states'
import { useDebounced } from '../../../ui/useDebounced'
import { GuideCode, GuideCodeBones } from './GuideCode'
import { NobodyNow, Passed, StandRows } from './Stands'
import './index.scss'

/**
 * Where the chain's one code leads (GU-6b): the nearest open store's guide, by a picture to press long. Without a position
 * a store is chosen of a city's, or found by its name.
 */
const NearestGuide = () => {
  const where = useShared(place)
  const [storeId, choose] = useState<string>()
  const [typed, setTyped] = useState('')
  const q = useDebounced(typed.trim(), 250)
  const isNowhere = where.kind === 'nowhere' && q === '' && !storeId
  const key = where.kind === 'locating' || isNowhere ? null : [keyOf(where), storeId, q].join('|')
  const { data, error, reload } = useLoad(key, () => {
    const from = where.kind === 'located' ? pointOf(where) : {}
    if (storeId) return call('GET /nearest-guide', { query: { ...from, storeId } })
    const city = where.kind === 'city' ? where.name : undefined
    return call('GET /nearest-guide', { query: { ...from, ...(city ? { city } : {}), ...(q ? { q } : {}) } })
  })
  const search = (text: string): void => {
    choose(undefined)
    setTyped(text)
  }
  const isList = !storeId && (q !== '' || where.kind !== 'located')
  const link = (text: string, onClick: () => void) => (
    <View className="cb w5 hit nowrap" aria-role="button" onClick={onClick}>
      {text}
    </View>
  )
  const lead = (): string => {
    if (where.kind === 'locating') return '正在按你的位置找店'
    if (where.kind === 'located') return '按你的位置找，位置不会保存'
    return where.kind === 'city' ? `${where.name}的门店` : LOCATE_FAILED[where.why]
  }
  const body = () => {
    if (isNowhere) return null
    if (!data && error) return <ErrorState error={error} onRetry={reload} />
    if (!data) return <GuideCodeBones />
    const { led, passed, next, others } = data
    return (
      <>
        {led && <GuideCode key={led.codeId} led={led} />}
        {!led && !isList && <NobodyNow next={next} chosen={storeId ? passed[0] : undefined} />}
        {led && passed.length > 0 && <Passed stands={passed} />}
        {storeId ? (
          <View className="btn btn--tint" aria-role="button" onClick={() => choose(undefined)}>
            看别的门店
          </View>
        ) : (
          <StandRows
            title={isList ? '点一家店，加它的导购' : '也可以加别的门店'}
            stands={others}
            {...(isList ? { none: q ? `没有找到「${q}」` : '这里还没有门店' } : {})}
            onChoose={choose}
          />
        )}
      </>
    )
  }
  return (
    <View className="screen">
      <NavBar
        back
        title="加导购"
        foot={
          <View className="adviser__bar">
            <View className="field field--fill">
              <Icon name="search" />
              <Input
                className="field__in"
                value={typed}
                placeholder="搜门店、商场或路名"
                onInput={(event) => search(event.detail.value)}
              />
            </View>
          </View>
        }
      />
      <View className="screen__body screen__safe">
        <View className="stack adviser">
          <View className="row between g12 t13 c2">
            <Text className="cut">{lead()}</Text>
            <View className="row g12">
              {link('选城市', () => openCityPicker())}
              {link(where.kind === 'located' ? '重新定位' : '用我的位置', () => void locateAgain())}
            </View>
          </View>
          {body()}
        </View>
      </View>
    </View>
  )
}
export default NearestGuide
