import type { ComponentProps } from 'react'
import { OwnFault } from '../members/OwnFault'

/** A page about one order that could not be read. */
export const OrderFault = (props: Omit<ComponentProps<typeof OwnFault>, 'signIn'>) => (
  <OwnFault {...props} signIn={{ title: '登录后看订单', text: '用下单时的微信登录，订单就在这里' }} />
)
