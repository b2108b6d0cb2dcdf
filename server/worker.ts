import { attributionsJobs } from './features/attributions/attributions.jobs'
import { alertsJobs } from './features/alerts/alerts.jobs'
import { allotmentsJobs } from './features/allotments/allotments.jobs'
import { appointmentsJobs } from './features/appointments/appointments.jobs'
import { channelCodesJobs } from './features/channelCodes/channelCodes.jobs'
import { chainsJobs } from './features/chains/chains.jobs'
import { chatGroupsJobs } from './features/chatGroups/chatGroups.jobs'
import { corpTagsJobs } from './features/corpTags/corpTags.jobs'
import { couponsJobs } from './features/coupons/coupons.jobs'
import { customersJobs } from './features/customers/customers.jobs'
import { deliveriesJobs } from './features/deliveries/deliveries.jobs'
import { groupBuysJobs } from './features/groupBuys/groupBuys.jobs'
import { followUpsJobs } from './features/followUps/followUps.jobs'
import { flashSalesJobs } from './features/flashSales/flashSales.jobs'
import { inventoryJobs } from './features/inventory/inventory.jobs'
import { massMessagesJobs } from './features/massMessages/massMessages.jobs'
import { membersJobs } from './features/members/members.jobs'
import { momentsJobs } from './features/moments/moments.jobs'
import { noticesJobs } from './features/notices/notices.jobs'
import { ordersJobs } from './features/orders/orders.jobs'
import { posOrdersJobs } from './features/posOrders/posOrders.jobs'
import { pointsJobs } from './features/points/points.jobs'
import { referralsJobs } from './features/referrals/referrals.jobs'
import { storeEventsJobs } from './features/storeEvents/storeEvents.jobs'
import { tagsJobs } from './features/tags/tags.jobs'
import { takeoversJobs } from './features/takeovers/takeovers.jobs'
import { transfersJobs } from './features/transfers/transfers.jobs'
import { wordChecksJobs } from './features/wordChecks/wordChecks.jobs'
import { wishesJobs } from './features/wishes/wishes.jobs'
import { startJobs, type RunningJobs } from './kernel/jobs'

const jobs = [
  membersJobs,
  inventoryJobs,
  ordersJobs,
  allotmentsJobs,
  deliveriesJobs,
  posOrdersJobs,
  noticesJobs,
  customersJobs,
  corpTagsJobs,
  chatGroupsJobs,
  takeoversJobs,
  wordChecksJobs,
  channelCodesJobs,
  massMessagesJobs,
  momentsJobs,
  couponsJobs,
  transfersJobs,
  alertsJobs,
  wishesJobs,
  appointmentsJobs,
  flashSalesJobs,
  groupBuysJobs,
  chainsJobs,
  storeEventsJobs,
  referralsJobs,
  pointsJobs,
  attributionsJobs,
  tagsJobs,
  followUpsJobs,
] as const

/** Everything that happens on events and on schedule. */
export const createWorker = (): RunningJobs =>
  startJobs({
    listeners: jobs.flatMap((it) => it.listeners),
    schedules: jobs.flatMap((it) => it.schedules),
  })
