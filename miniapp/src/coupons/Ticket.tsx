import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Icon } from '../ui/Icon'
import { Bone } from '../ui/states'
import type { Face } from './types'
import { bigParts } from './words'
import './ticket.scss'

/** What a coupon is worth, big, with the words under it; a gift has its picture instead of a number. */
const Value = ({ face: { kind, big, small } }: { face: Face }) => {
  const [before, number, after] = bigParts(big)
  if (kind === 'gift')
    return (
      <>
        <View className="tk__gift">
          <Icon name="gift" size={24} />
        </View>
        <Text className="tk__s">{big}</Text>
      </>
    )
  return (
    <>
      <View className={`tk__n num${number ? '' : ' tk__n--word'}`}>
        {before && <Text className="tk__u">{before}</Text>}
        {number}
        {after && <Text className={number ? 'tk__u' : ''}>{after}</Text>}
      </View>
      <Text className="tk__s cut">{small}</Text>
    </>
  )
}

interface TicketProps {
  face: Face
  /** The third line: until when, how many are left. */
  line?: ReactNode
  /** The action at its right end. */
  side?: ReactNode
  /** Under it: why it does not work. */
  foot?: ReactNode
  /** Cannot be used or claimed. */
  isOff?: boolean
  onClick?: (() => void) | undefined
}

/** A coupon as a ticket with its tear line. */
export const Ticket = ({ face, line, side, foot, isOff, onClick }: TicketProps) => (
  <View className={`tk${isOff ? ' tk--off' : ''}`} {...(onClick ? { onClick, hoverClass: 'press' } : {})}>
    <View className="tk__main">
      <View className="tk__v">
        <Value face={face} />
      </View>
      <View className="tk__b">
        <View className="grow">
          <View className="t15 w6 cut">{face.title}</View>
          <View className="t13 c2 cut">{face.where}</View>
          {line}
        </View>
        {side}
      </View>
    </View>
    {foot && <View className="tk__why">{foot}</View>}
  </View>
)

/** Tickets to come. */
export const TicketBones = ({ count = 4 }: { count?: number }) => (
  <>
    {Array.from({ length: count }, (_, at) => (
      <View className="card row g12 tk__bones" key={at} style={{ opacity: 1 - at * 0.2 }} aria-hidden>
        <Bone w={64} h={40} />
        <View className="grow">
          <Bone w="70%" h={18} />
          <View className="m8">
            <Bone w="90%" h={14} />
          </View>
        </View>
        <Bone w={56} h={32} r={8} />
      </View>
    ))}
  </>
)

/** A line with words in it between two groups of tickets. */
export const Parting = ({ children }: { children: ReactNode }) => (
  <View className="parting">
    <View className="parting__l" />
    <Text>{children}</Text>
    <View className="parting__l" />
  </View>
)
