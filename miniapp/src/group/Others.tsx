import { View } from '@tarojs/components'
import { call } from '../api/call'
import { useLoad } from '../api/useLoad'
import { Head } from '../ui/parts'
import { OpenTeams } from './OpenTeams'

const MOST = 4

/** 凑团: other teams of a group buy that lack somebody; nothing where there are none. */
export const Others = ({ groupBuyId, except }: { groupBuyId: string; except?: string }) => {
  const { data, reload } = useLoad(groupBuyId, () =>
    call('GET /group-buys/:groupBuyId/teams', { params: { groupBuyId } }),
  )
  const teams = (data?.teams ?? []).filter((it) => it.id !== except && it.left > 0)
  if (teams.length === 0) return null
  return (
    <View className="card">
      <Head title="直接凑团" hint={`${teams.length} 个团在等人`} />
      <OpenTeams teams={teams.slice(0, MOST)} onEnd={reload} />
    </View>
  )
}
