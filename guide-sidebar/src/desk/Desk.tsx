import type { Guide } from '../api/storage'
import { FollowUpsPage } from '../followUps/FollowUpsPage'
import { DeskPage } from './DeskPage'
import { FindPage } from './FindPage'
import { ManagerPage } from './ManagerPage'
import { NumbersPage } from './NumbersPage'
import { OrderPage } from './OrderPage'
import { RedeemPage } from './RedeemPage'
import type { DeskPlace } from './page.rules'
import { BookingsPage } from './booking/BookingsPage'
import { ChainPage } from './chain/ChainPage'
import { ChainsPage } from './chain/ChainsPage'
import { NewChainPage } from './chain/NewChainPage'
import { DeliveriesPage } from './delivery/DeliveriesPage'
import { DeliveryPage } from './delivery/DeliveryPage'
import { CheckInPage } from './event/CheckInPage'
import { EventPage } from './event/EventPage'
import { EventsPage } from './event/EventsPage'
import { ExercisePage } from './exercise/ExercisePage'
import { ExercisesPage } from './exercise/ExercisesPage'
import { MassListPage } from './mass/MassListPage'
import { MassNewPage } from './mass/MassNewPage'
import { MassPage } from './mass/MassPage'
import { PosOrderPage } from './pos/PosOrderPage'
import { PosOrdersPage } from './pos/PosOrdersPage'
import { AlertsPage } from './supply/AlertsPage'
import { SkuPage } from './supply/SkuPage'
import { StockPage } from './supply/StockPage'
import { TasksPage } from './supply/TasksPage'
import { TransferPage } from './supply/TransferPage'
import { TransfersPage } from './supply/TransfersPage'

/** Every page of the desk. */
export const Desk = ({ place, guide }: { place: DeskPlace; guide: Guide }) => {
  switch (place.page) {
    case 'desk':
      return <DeskPage guide={guide} list={place.list} />
    case 'redeem':
      return <RedeemPage guide={guide} first={place.first} />
    case 'numbers':
      return <NumbersPage guide={guide} />
    case 'find':
      return <FindPage guide={guide} />
    case 'order':
      return <OrderPage key={place.orderId} orderId={place.orderId} guide={guide} />
    case 'stock':
      return <StockPage key={place.memberId} guide={guide} memberId={place.memberId} />
    case 'sku':
      return <SkuPage key={place.skuId} guide={guide} {...place} />
    case 'transfers':
      return <TransfersPage guide={guide} direction={place.direction} />
    case 'transfer':
      return <TransferPage key={place.transferId} transferId={place.transferId} guide={guide} />
    case 'alerts':
      return <AlertsPage guide={guide} />
    case 'tasks':
      return <TasksPage guide={guide} list={place.list} />
    case 'follow-ups':
      return <FollowUpsPage guide={guide} list={place.list} />
    case 'deliveries':
      return <DeliveriesPage guide={guide} />
    case 'delivery':
      return <DeliveryPage key={place.deliveryId} deliveryId={place.deliveryId} guide={guide} />
    case 'appointments':
      return <BookingsPage guide={guide} day={place.day} />
    case 'events':
      return <EventsPage guide={guide} />
    case 'event':
      return <EventPage key={place.eventId} guide={guide} eventId={place.eventId} list={place.list} />
    case 'check-in':
      return <CheckInPage key={place.first} guide={guide} first={place.first} />
    case 'chains':
      return <ChainsPage guide={guide} />
    case 'chain':
      return <ChainPage key={place.chainId} chainId={place.chainId} guide={guide} />
    case 'chain-new':
      return <NewChainPage guide={guide} chatId={place.chatId} />
    case 'mass':
      return <MassListPage guide={guide} />
    case 'mass-new':
      return <MassNewPage guide={guide} />
    case 'mass-message':
      return <MassPage key={place.messageId} messageId={place.messageId} guide={guide} />
    case 'exercises':
      return <ExercisesPage guide={guide} />
    case 'exercise':
      return <ExercisePage key={place.flow} guide={guide} flow={place.flow} />
    case 'sales':
      return <PosOrdersPage guide={guide} />
    case 'pos':
      return <PosOrderPage key={place.posOrderId} posOrderId={place.posOrderId} guide={guide} />
    default:
      return <ManagerPage place={place} guide={guide} />
  }
}
