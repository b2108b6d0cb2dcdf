import { freeSlot, hasSlot, takenIn, takeSlot } from './deliverySlots.model'
import { DELIVERIES_PER_HOUR } from './deliverySlots.rules'

/**
 * Takes a place among what a store's own couriers bring in the hour of an instant (OR-1, OR-5): exactly as many orders as
 * there are places, one place an order, however often it asks.
 * @returns false when the hour is full
 */
export const takeDeliverySlot = async (storeId: string, at: Date, orderId: string): Promise<boolean> =>
  (await hasSlot(orderId)) || takeSlot(storeId, at, orderId, DELIVERIES_PER_HOUR)

/** Gives an order's place back: it is not placed, not paid, or cancelled. May be asked twice. */
export const freeDeliverySlot = freeSlot

/** Places still free in the hour of an instant. */
export const freeDeliveries = async (storeId: string, at: Date): Promise<number> =>
  Math.max(0, DELIVERIES_PER_HOUR - (await takenIn(storeId, at)))
