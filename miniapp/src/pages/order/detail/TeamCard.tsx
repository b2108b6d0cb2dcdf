import { Text, View } from '@tarojs/components'
import { openTeam } from '../../../group/open'
import { useTeam } from '../../../group/useTeam'
import { teamHead } from '../../../group/words'
import { ClockText } from '../../../ui/Clock'
import { Faces } from '../../../ui/Faces'
import { Icon } from '../../../ui/Icon'
import { Bone } from '../../../ui/states'

interface TeamCardProps {
  teamId: string
  onEnd: () => void
}

/** The team an order is a seat of: what it lacks and how long it has, and the way to it. */
export const TeamCard = ({ teamId, onEnd }: TeamCardProps) => {
  const { page, error } = useTeam(teamId)
  if (!page) return error ? null : <Bone h={72} r={12} />
  const { team } = page
  const isWaiting = team.state === 'open'
  return (
    <View className="card row g12" hoverClass="press" onClick={() => openTeam(teamId)}>
      <Faces people={team.seats} open={isWaiting && team.left > 0} size="m" />
      <View className="grow">
        <View className="t15 w6 cut">{teamHead(team).join('')}</View>
        <View className="t13 c2 cut">
          {isWaiting && team.deadline ? (
            <Text>
              剩 <ClockText until={team.deadline} onEnd={onEnd} />
              ，没凑齐全额退
            </Text>
          ) : (
            team.stateText
          )}
        </View>
      </View>
      <Icon name="chevron-right" className="c2" />
    </View>
  )
}
