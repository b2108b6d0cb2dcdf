import { z } from 'zod'
import { contract } from '../../kernel/contract'
import { customersContract, customerTag, ofCustomer, remarkView } from '../customers/customers.contract'

const tagId = z.string().min(1).max(64)
/** The platform counts characters, not code units. */
const text = (most: number) =>
  z
    .string()
    .trim()
    .refine((it) => [...it].length <= most, `at most ${most} characters`)

/** What a guide may choose for a customer, and what is chosen. */
export const tagChoices = z.object({
  name: z.string(),
  /** Every tag of the customer; those with `isMine` the guide can take off. */
  tags: z.array(customerTag),
  groups: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      /** One tag at most: another one takes its place. */
      isSingle: z.boolean(),
      tags: z.array(z.object({ id: tagId, name: z.string(), isOn: z.boolean() })),
    }),
  ),
  /** Tags the store uses most that this customer has not. */
  suggestions: z.array(z.object({ id: tagId, name: z.string(), group: z.string() })),
  remark: remarkView,
})

const { customer_not_found, customer_not_yours, platform_unavailable } = customersContract.errors
const reach = ['customer_not_found', 'customer_not_yours', 'platform_unavailable'] as const

export const tagsContract = contract({
  tag: 'Tags 标签',
  errors: {
    customer_not_found,
    customer_not_yours,
    platform_unavailable,
    tag_not_found: { status: 404, text: '这个标签已经没有了，请重新选' },
    tag_group_closed: { status: 403, text: '这组标签由总部维护，导购不能改' },
    tag_name_refused: { status: 422, text: '企业微信不收这个名字，换一个试试' },
    tag_pool_full: { status: 409, text: '企业标签已满 3000 个，请总部清理后再加' },
  },
  routes: {
    'GET /customers/:externalUserId/tags': {
      summary: 'Tags and remark of an own customer, and what there is to choose',
      ids: ['GU-2', 'CD-2'],
      auth: ['guide', 'manager'],
      params: ofCustomer,
      response: tagChoices,
      errors: reach,
    },
    'POST /customers/:externalUserId/tags': {
      summary: 'Puts tags on an own customer and takes others off; WeCom follows',
      ids: ['GU-2', 'CD-2'],
      auth: ['guide', 'manager'],
      params: ofCustomer,
      body: z.object({
        changes: z
          .array(z.object({ tagId, on: z.boolean() }))
          .min(1)
          .max(20),
      }),
      response: tagChoices,
      errors: [...reach, 'tag_not_found', 'tag_group_closed'],
    },
    'POST /customers/:externalUserId/tags/new': {
      summary: 'Makes a tag in a group, or finds it there, and puts it on an own customer',
      ids: ['GU-2', 'CD-2'],
      auth: ['guide', 'manager'],
      params: ofCustomer,
      body: z.object({ groupId: tagId, name: text(30).pipe(z.string().min(1)) }),
      response: tagChoices,
      errors: [...reach, 'tag_not_found', 'tag_group_closed', 'tag_name_refused', 'tag_pool_full'],
    },
    'PUT /customers/:externalUserId/remark': {
      summary: "The guide's own remark on a customer; empty takes it away; WeCom follows",
      ids: ['GU-2'],
      auth: ['guide', 'manager'],
      params: ofCustomer,
      body: z.object({ remark: text(20) }),
      response: tagChoices,
      errors: reach,
    },
  },
})
