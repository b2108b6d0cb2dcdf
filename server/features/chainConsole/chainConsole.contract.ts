import { z } from 'zod'
import { contract } from '../../kernel/contract'
import { fen, id, instant, page } from '../../kernel/shapes'
import { campaignAction, campaignStatus } from '../campaigns/campaigns.contract'
import { chainChat, draftLines } from '../chainDesk/chainDesk.contract'
import { chainErrors, chainView, ofChain } from '../chains/chains.contract'
import { locationId } from '../inventory/inventory.contract'
import { storeId } from '../stores/stores.contract'

/**
 * Everything an operator decides of a chain (GB-2). Headquarters decides for every store; region and store operators for
 * chains collected in their own stores, and see those of the whole chain (OP-6).
 */
export const chainDraft = z.object({
  title: z.string().trim().min(1).max(20),
  note: z.string().trim().max(200).optional(),
  lines: draftLines,
  /** Where its pieces are set apart: the pickup store itself, or a place whose goods are brought there. */
  sourceId: locationId,
  /** Where everybody collects. */
  storeId,
  /** Pieces a member may take in all. */
  perMember: z.int().min(1).max(99),
  from: instant,
  until: instant,
  /** From when on its goods are in the store. */
  arrivesAt: instant,
  /** The guide who leads it: one of the pickup store. */
  leaderId: id('gui').optional(),
  chat: chainChat.optional(),
})

/** Live results, in pieces and fen. */
const results = z.object({
  people: z.int(),
  /** Orders that were paid, and their pieces. */
  orders: z.int(),
  pieces: z.int(),
  /** What was paid, and of that what went back. */
  gmv: fen,
  refunded: fen,
  /** Pieces that were collected. */
  collected: z.int(),
})

const managed = chainDraft.extend({
  id: chainView.shape.id,
  status: campaignStatus,
  /** 草稿, 已排期, 进行中, 已暂停, 已结束 */
  statusText: z.string(),
  /** What the operator may do next; nothing with what is beyond their stores. */
  actions: z.array(z.enum([...campaignAction.options, 'callOff'])),
  /** As the shopper sees it. */
  face: chainView,
  version: z.int(),
  createdAt: instant,
  createdBy: z.string(),
  updatedAt: instant,
  results,
})
/** With its results by day of payment in Shanghai, first to last. */
const managedByDay = managed.extend({
  days: z.array(z.object({ day: z.string(), orders: z.int(), pieces: z.int(), paid: fen })),
})

const step = {
  auth: ['operator', 'machine'],
  params: ofChain,
  response: managedByDay,
  ids: ['OP-2', 'GB-2'],
} as const
const stepErrors = ['chain_not_found', 'chain_step_refused', 'chain_out_of_reach'] as const

export const chainConsoleContract = contract({
  tag: 'Chain console 接龙管理',
  errors: {
    ...chainErrors,
    chain_invalid: { status: 422, text: '这个接龙还不能这样设置' },
    chain_changed: { status: 409, text: '刚刚有人改过这个接龙，请刷新后再改' },
    chain_locked_fields: { status: 409, text: '已经排期，价格和份数不能再改，只能改名称、说明和延长' },
    chain_out_of_reach: { status: 403, text: '这个接龙涉及你负责范围以外的门店' },
    chain_step_refused: { status: 409, text: '这个接龙现在不能这样操作' },
    out_of_stock: { status: 409, text: '库存不足，留不出这么多份' },
    cursor_invalid: { status: 400, text: '翻页标记不对，请从头再看' },
  },
  routes: {
    'GET /console/chains': {
      summary: 'Chains, newest first, with live results',
      ids: ['OP-2', 'GB-2'],
      auth: ['operator', 'machine'],
      query: z.object({
        status: campaignStatus.optional(),
        /** Part of the title. */
        q: z.string().trim().max(20).optional(),
        ...page,
      }),
      response: z.object({ chains: z.array(managed), next: z.string().optional() }),
      errors: ['cursor_invalid'],
    },
    'POST /console/chains': {
      summary: 'A new draft',
      ids: ['OP-2', 'GB-2'],
      auth: ['operator', 'machine'],
      body: chainDraft,
      response: managedByDay,
      errors: ['chain_invalid', 'chain_out_of_reach'],
    },
    'GET /console/chains/:chainId': {
      ...step,
      summary: 'One chain with live results, by day as well',
      errors: ['chain_not_found'],
    },
    'PUT /console/chains/:chainId': {
      ...step,
      summary: 'Change it: a draft in everything; afterwards its title, its note and a later end',
      body: chainDraft.extend({ version: z.int().min(1) }),
      errors: [
        'chain_not_found',
        'chain_invalid',
        'chain_changed',
        'chain_locked_fields',
        'chain_out_of_reach',
      ],
    },
    'POST /console/chains/:chainId/schedule': {
      ...step,
      summary: 'Sets its pieces apart from normal stock; goes live by itself when its time begins',
      errors: [...stepErrors, 'chain_invalid', 'out_of_stock'],
    },
    'POST /console/chains/:chainId/pause': {
      ...step,
      summary: 'Nobody can join until it is resumed; its end stays where it is',
      errors: stepErrors,
    },
    'POST /console/chains/:chainId/resume': {
      ...step,
      summary: 'It can be joined again',
      errors: stepErrors,
    },
    'POST /console/chains/:chainId/end': {
      ...step,
      summary: 'Close its list before its time: its goods set out',
      errors: stepErrors,
    },
    'POST /console/chains/:chainId/call-off': {
      ...step,
      summary: 'Call it off as long as its list is not closed: everybody gets everything back',
      body: z.object({ reason: z.string().trim().min(2).max(80) }),
      errors: stepErrors,
    },
    'POST /console/chains/:chainId/copy': {
      ...step,
      summary: 'A new draft like it',
      errors: ['chain_not_found', 'chain_out_of_reach'],
    },
  },
})
