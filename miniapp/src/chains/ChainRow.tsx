import { Text, View } from '@tarojs/components'
import { call } from '../api/call'
import { useLoad } from '../api/useLoad'
import { ClockText } from '../ui/Clock'
import { Head, Picture, Price, Tag } from '../ui/parts'
import { openChain } from './open'

const MOST = 2

/** 接龙 of a store that can be joined now (GB-2); nothing where there is none. */
export const ChainRow = ({ storeId }: { storeId: string | undefined }) => {
  const { data, reload } = useLoad(storeId ?? null, () =>
    call('GET /chains', { query: storeId ? { storeId } : {} }),
  )
  const chains = data?.chains.filter((it) => it.left > 0).slice(0, MOST)
  if (!chains?.length) return null
  return (
    <View>
      <Head out title="店里在接龙" hint="一起送到店，凭码来取" />
      {chains.map((it) => (
        <View className="card row g12 m8" key={it.id} hoverClass="press" onClick={() => openChain(it.id)}>
          <Picture src={it.image} className="s64" />
          <View className="grow">
            <View className="t15 w6 cut">{it.title}</View>
            <View className="row g4 m4">
              <Tag tone="accent">接龙</Tag>
              <Price fen={Math.min(...it.lines.map((line) => line.chainPrice))} size={15} from />
            </View>
            <View className="row between g8 t11 m4">
              <Text className={it.people > 0 ? 'cw w5' : 'c2'}>
                {it.people > 0 ? `${it.people} 人接了 ${it.pieces} 份` : '来接第一个'}
              </Text>
              <Text className="c2 nowrap">
                剩 <ClockText until={it.until} onEnd={reload} />
              </Text>
            </View>
          </View>
        </View>
      ))}
    </View>
  )
}
