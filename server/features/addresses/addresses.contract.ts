import { z } from 'zod'
import { contract } from '../../kernel/contract'
import { id, position } from '../../kernel/shapes'

export const addressId = id('adr')

const words = (most: number) => z.string().trim().min(1).max(most)

/** A place to deliver to, as the shopper states it. */
const stated = {
  /** The receiver. */
  name: words(30),
  /** A mobile number of mainland China. */
  phone: z.string().regex(/^1[3-9]\d{9}$/),
  province: words(20),
  city: words(20),
  district: words(20),
  /** Street, number, house and door. */
  street: words(120),
  position,
  /** 家, 公司, 学校 …; empty for none. */
  tag: z.string().trim().max(8),
}

export const address = z.object({ id: addressId, ...stated, isDefault: z.boolean() })

export const addressesContract = contract({
  tag: 'Addresses 收货地址',
  errors: {
    address_not_found: { status: 404, text: '没有找到这个收货地址' },
    addresses_full: { status: 409, text: '最多保存 20 个收货地址，请先删去不用的' },
    address_busy: { status: 503, text: '地址簿正在改动，请稍后再试' },
  },
  routes: {
    'GET /addresses': {
      summary: "The shopper's delivery addresses: the default first, then the newest",
      ids: ['OR-1', 'TR-2'],
      auth: 'member',
      response: z.object({ addresses: z.array(address) }),
    },
    'POST /addresses': {
      summary: 'Add a delivery address; the first one becomes the default',
      ids: ['OR-1', 'TR-2'],
      auth: 'member',
      body: z.object({
        ...stated,
        tag: stated.tag.default(''),
        /** Makes it the default instead of the one before. */
        isDefault: z.boolean().default(false),
      }),
      response: address,
      errors: ['addresses_full', 'address_busy'],
    },
    'PATCH /addresses/:addressId': {
      summary: 'Change parts of a delivery address, or make it the default',
      ids: ['OR-1', 'TR-2'],
      auth: 'member',
      params: z.object({ addressId }),
      body: z
        .object({ ...stated, isDefault: z.boolean() })
        .partial()
        .strict(),
      response: address,
      errors: ['address_not_found', 'address_busy'],
    },
    'DELETE /addresses/:addressId': {
      summary: 'Remove a delivery address; the newest of the others takes over as default',
      ids: ['OR-1', 'TR-2'],
      auth: 'member',
      params: z.object({ addressId }),
      errors: ['address_not_found', 'address_busy'],
    },
  },
})
