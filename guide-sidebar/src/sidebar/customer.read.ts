import { call } from '../api/client'
import type { Customer } from './customer.rules'

export interface CustomerRead {
  customer: Customer
  /** When it was read, in ms. */
  at: number
}

/** What is kept of one contact is kept under this key. */
export const customerKey = (externalUserId: string) => ['customer', externalUserId] as const

/** The card of one contact (GU-1). @throws ApiFailure */
export const readCustomer = async ([, externalUserId]: ReturnType<
  typeof customerKey
>): Promise<CustomerRead> => ({
  customer: await call('GET /customers/:externalUserId', { params: { externalUserId } }),
  at: Date.now(),
})
