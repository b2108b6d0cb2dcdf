import type { Api } from '../../../server/api'
import type { Order } from '../orders/types'

/** What one shopper wants of a campaign: a piece or more of one SKU, collected or sent. */
export interface CampaignWanted {
  skuId: string
  quantity: number
  way: 'pickup' | 'express'
  storeId?: string
  addressId?: string
}

/** What it costs, with every difference explained. */
export type CampaignPreview = Pick<
  Api['POST /flash-sales/sessions/:sessionId/preview']['response'],
  'line' | 'amounts' | 'deliveryDiscounts' | 'fulfilment'
> & { problem?: { code: string; text: string } | undefined }

/** What is ordered at once, safe to repeat by its key. */
export type CampaignPlaced = CampaignWanted & { key: string; expectedTotal: number }

export interface CampaignSku {
  skuId: string
  optionText: string
  image: string
  /** Fen a piece costs in the campaign. */
  campaignPrice: number
  left: number
}

/** A campaign as its checkout needs it: what there is, where, how it is asked for. */
export interface Campaign {
  /** Names the attempt on this phone. */
  name: string
  skus: CampaignSku[]
  perMember: number
  storeIdsOf: (skuId: string) => string[]
  isSent: (skuId: string) => boolean
  leftIn: (skuId: string, storeId: string) => number | undefined
  preview: (wanted: CampaignWanted) => Promise<CampaignPreview>
  /** Its shopper also wants to hear how their team ends. */
  about?: 'team'
  place: (placed: CampaignPlaced) => Promise<Order>
}
