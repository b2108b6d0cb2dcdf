import type { Wire } from './kernel/contract'
import type { addressesContract } from './features/addresses/addresses.contract'
import type { adviserConsoleContract } from './features/adviserConsole/adviserConsole.contract'
import type { alertsContract } from './features/alerts/alerts.contract'
import type { appointmentsContract } from './features/appointments/appointments.contract'
import type { attributionsContract } from './features/attributions/attributions.contract'
import type { cartsContract } from './features/carts/carts.contract'
import type { catalogContract } from './features/catalog/catalog.contract'
import type { channelCodesContract } from './features/channelCodes/channelCodes.contract'
import type { chainConsoleContract } from './features/chainConsole/chainConsole.contract'
import type { chainDeskContract } from './features/chainDesk/chainDesk.contract'
import type { chainOrdersContract } from './features/chainOrders/chainOrders.contract'
import type { chainsContract } from './features/chains/chains.contract'
import type { consoleDirectoryContract } from './features/consoleDirectory/consoleDirectory.contract'
import type { contactLinksContract } from './features/contactLinks/contactLinks.contract'
import type { couponCardsContract } from './features/couponCards/couponCards.contract'
import type { couponConsoleContract } from './features/couponConsole/couponConsole.contract'
import type { couponDeskContract } from './features/couponDesk/couponDesk.contract'
import type { couponsContract } from './features/coupons/coupons.contract'
import type { customersContract } from './features/customers/customers.contract'
import type { deliveriesContract } from './features/deliveries/deliveries.contract'
import type { guideCartsContract } from './features/guideCarts/guideCarts.contract'
import type { contentsContract } from './features/contents/contents.contract'
import type { guideCardsContract } from './features/guideCards/guideCards.contract'
import type { groupBuyConsoleContract } from './features/groupBuyConsole/groupBuyConsole.contract'
import type { groupBuyOrdersContract } from './features/groupBuyOrders/groupBuyOrders.contract'
import type { groupBuysContract } from './features/groupBuys/groupBuys.contract'
import type { guidesContract } from './features/guides/guides.contract'
import type { handoverContract } from './features/handover/handover.contract'
import type { inventoryContract } from './features/inventory/inventory.contract'
import type { momentsContract } from './features/moments/moments.contract'
import type { nearestGuidesContract } from './features/nearestGuides/nearestGuides.contract'
import type { massMessagesContract } from './features/massMessages/massMessages.contract'
import type { membersContract } from './features/members/members.contract'
import type { noticesContract } from './features/notices/notices.contract'
import type { operationsContract } from './features/operations/operations.contract'
import type { operatorsContract } from './features/operators/operators.contract'
import type { outfitsContract } from './features/outfits/outfits.contract'
import type { ordersContract } from './features/orders/orders.contract'
import type { posOrdersContract } from './features/posOrders/posOrders.contract'
import type { couponCodesContract } from './features/couponCodes/couponCodes.contract'
import type { couponOrdersContract } from './features/couponOrders/couponOrders.contract'
import type { presaleOrdersContract } from './features/presaleOrders/presaleOrders.contract'
import type { presalesContract } from './features/presales/presales.contract'
import type { serviceConsoleContract } from './features/serviceConsole/serviceConsole.contract'
import type { exercisesContract } from './features/exercises/exercises.contract'
import type { scriptsContract } from './features/scripts/scripts.contract'
import type { sourcingContract } from './features/sourcing/sourcing.contract'
import type { staffOrdersContract } from './features/staffOrders/staffOrders.contract'
import type { storesContract } from './features/stores/stores.contract'
import type { chatGroupsContract } from './features/chatGroups/chatGroups.contract'
import type { takeoversContract } from './features/takeovers/takeovers.contract'
import type { wordChecksContract } from './features/wordChecks/wordChecks.contract'
import type { tagsContract } from './features/tags/tags.contract'
import type { transfersContract } from './features/transfers/transfers.contract'
import type { wishesContract } from './features/wishes/wishes.contract'
import type { behavioursContract } from './features/behaviours/behaviours.contract'
import type { glancesContract } from './features/glances/glances.contract'
import type { followUpsContract } from './features/followUps/followUps.contract'
import type { flashOrdersContract } from './features/flashOrders/flashOrders.contract'
import type { flashSaleConsoleContract } from './features/flashSaleConsole/flashSaleConsole.contract'
import type { flashSalesContract } from './features/flashSales/flashSales.contract'
import type { referralConsoleContract } from './features/referralConsole/referralConsole.contract'
import type { referralsContract } from './features/referrals/referrals.contract'
import type { storeEventConsoleContract } from './features/storeEventConsole/storeEventConsole.contract'
import type { storeEventsContract } from './features/storeEvents/storeEvents.contract'

/** Every route of the server by its key, e.g. `Api['GET /stores']['response']`: the clients' only door. */
export type Api = Wire<typeof storesContract.routes> &
  Wire<typeof catalogContract.routes> &
  Wire<typeof inventoryContract.routes> &
  Wire<typeof membersContract.routes> &
  Wire<typeof addressesContract.routes> &
  Wire<typeof cartsContract.routes> &
  Wire<typeof sourcingContract.routes> &
  Wire<typeof couponsContract.routes> &
  Wire<typeof couponDeskContract.routes> &
  Wire<typeof couponConsoleContract.routes> &
  Wire<typeof serviceConsoleContract.routes> &
  Wire<typeof adviserConsoleContract.routes> &
  Wire<typeof channelCodesContract.routes> &
  Wire<typeof consoleDirectoryContract.routes> &
  Wire<typeof guidesContract.routes> &
  Wire<typeof customersContract.routes> &
  Wire<typeof tagsContract.routes> &
  Wire<typeof chatGroupsContract.routes> &
  Wire<typeof takeoversContract.routes> &
  Wire<typeof wordChecksContract.routes> &
  Wire<typeof ordersContract.routes> &
  Wire<typeof presalesContract.routes> &
  Wire<typeof couponCodesContract.routes> &
  Wire<typeof contactLinksContract.routes> &
  Wire<typeof couponCardsContract.routes> &
  Wire<typeof contentsContract.routes> &
  Wire<typeof guideCardsContract.routes> &
  Wire<typeof guideCartsContract.routes> &
  Wire<typeof outfitsContract.routes> &
  Wire<typeof attributionsContract.routes> &
  Wire<typeof scriptsContract.routes> &
  Wire<typeof exercisesContract.routes> &
  Wire<typeof followUpsContract.routes> &
  Wire<typeof momentsContract.routes> &
  Wire<typeof nearestGuidesContract.routes> &
  Wire<typeof massMessagesContract.routes> &
  Wire<typeof glancesContract.routes> &
  Wire<typeof behavioursContract.routes> &
  Wire<typeof couponOrdersContract.routes> &
  Wire<typeof presaleOrdersContract.routes> &
  Wire<typeof groupBuysContract.routes> &
  Wire<typeof groupBuyOrdersContract.routes> &
  Wire<typeof groupBuyConsoleContract.routes> &
  Wire<typeof chainsContract.routes> &
  Wire<typeof chainOrdersContract.routes> &
  Wire<typeof chainDeskContract.routes> &
  Wire<typeof chainConsoleContract.routes> &
  Wire<typeof handoverContract.routes> &
  Wire<typeof deliveriesContract.routes> &
  Wire<typeof posOrdersContract.routes> &
  Wire<typeof staffOrdersContract.routes> &
  Wire<typeof noticesContract.routes> &
  Wire<typeof transfersContract.routes> &
  Wire<typeof alertsContract.routes> &
  Wire<typeof wishesContract.routes> &
  Wire<typeof appointmentsContract.routes> &
  Wire<typeof flashOrdersContract.routes> &
  Wire<typeof flashSaleConsoleContract.routes> &
  Wire<typeof flashSalesContract.routes> &
  Wire<typeof referralConsoleContract.routes> &
  Wire<typeof referralsContract.routes> &
  Wire<typeof storeEventConsoleContract.routes> &
  Wire<typeof storeEventsContract.routes> &
  Wire<typeof operatorsContract.routes> &
  Wire<typeof operationsContract.routes>

/** What every refusal looks like on the wire; branch on `code`. */
export interface ApiError {
  error: { code: string; message: string; details?: unknown; requestId: string }
}
