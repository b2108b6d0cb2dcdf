import type { Guide } from '../api/storage'
import { DeskPage } from './DeskPage'
import { FindPage } from './FindPage'
import { OrderPage } from './OrderPage'
import { RedeemPage } from './RedeemPage'
import type { DeskPlace } from './page.rules'

/** Every page of the desk. */
export const Desk = ({ place, guide }: { place: DeskPlace; guide: Guide }) => {
  switch (place.page) {
    case 'desk':
      return <DeskPage guide={guide} list={place.list} />
    case 'redeem':
      return <RedeemPage guide={guide} first={place.first} />
    case 'find':
      return <FindPage guide={guide} />
    case 'order':
      return <OrderPage key={place.orderId} orderId={place.orderId} guide={guide} />
  }
}
