import { Text, View } from '@tarojs/components'
import { ClockText } from '../ui/Clock'
import { Faces } from '../ui/Faces'
import { openTeam } from './open'
import type { Team } from './types'
import './group.scss'

/** 凑团: teams that lack somebody, each with what it lacks and how long it waits. */
export const OpenTeams = ({ teams, onEnd }: { teams: Team[]; onEnd: () => void }) => (
  <View>
    {teams.map((it) => (
      <View className="oteam" key={it.id} hoverClass="press" onClick={() => openTeam(it.id)}>
        <Faces people={it.seats.slice(-2)} open size="m" />
        <View className="grow">
          <View className="t15 w5 cut">{it.leaderName}的团</View>
          <View className="t13 cw cut">
            <Text className="w5">差 {it.left} 人</Text>
            {it.deadline && (
              <Text>
                {' · '}剩 <ClockText until={it.deadline} onEnd={onEnd} />
              </Text>
            )}
          </View>
        </View>
        <View className="btn btn--sm btn--lineb">去参团</View>
      </View>
    ))}
  </View>
)
