import { Image, Text, View } from '@tarojs/components'
import { mediaUrl } from '../api/media'
import { Icon } from './Icon'
import './campaign.scss'

export interface Person {
  /** As it may be shown to anybody. */
  name: string
  avatar?: string | undefined
}
type Size = 's' | 'm' | 'l' | 'xl'

/** A person's picture, else the first letter of the name on one of three grounds. */
export const Face = ({ person, size, at = 0 }: { person: Person; size: Size; at?: number }) => (
  <View className={`face face--${size} face--${'abc'[at % 3]}`}>
    {person.avatar ? (
      <Image className="face__img" src={mediaUrl(person.avatar)} mode="aspectFill" />
    ) : (
      <Text>{person.name.slice(0, 1)}</Text>
    )}
  </View>
)

/** A seat nobody has taken yet. */
export const EmptyFace = ({ size }: { size: Size }) => (
  <View className={`face face--${size} face--empty`}>
    <Icon name={size === 's' || size === 'm' ? 'plus' : 'user-plus'} size={size === 'xl' ? 24 : 16} />
  </View>
)

const MOST = 3

/** A few people side by side, and an empty seat after them while there is one. */
export const Faces = ({ people, open, size = 's' }: { people: Person[]; open?: boolean; size?: Size }) => (
  <View className="faces">
    {people.slice(0, MOST).map((it, at) => (
      <Face key={at} person={it} size={size} at={at} />
    ))}
    {open && <EmptyFace size={size} />}
  </View>
)
