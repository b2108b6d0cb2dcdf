import type { z } from 'zod'
import { now } from '../../kernel/clock'
import { memberNow } from '../../kernel/oneId'
import { findAllotments } from '../allotments/allotments.service'
import { campaignStatusAt } from '../campaigns/campaigns.service'
import { skuOf } from '../catalog/catalog.service'
import { guideDirectory } from '../guides/guides.service'
import { facesOf } from '../members/members.service'
import { findLocation } from '../stores/stores.service'
import { transferForOrder } from '../transfers/transfers.service'
import type { chainsContract, chainView } from './chains.contract'
import { findLists, type ListDoc } from './chains.lists.model'
import type { ChainDoc } from './chains.model'
import { chainPhaseOf, chainPhaseText, deliveryIdOf, isDirect, linesText, maskedName } from './chains.rules'

/** A chain with its stock, its list and its delivery as they stand. */
export interface Standing {
  chain: ChainDoc
  list?: ListDoc
  left: (skuId: string) => number
  delivery?: Awaited<ReturnType<typeof transferForOrder>>
}

/** Chains with what belongs to them, in the order given. */
export async function standingsOf(chains: readonly ChainDoc[]): Promise<Standing[]> {
  const ids = chains.map((it) => it._id)
  if (!ids.length) return []
  const [stocks, lists] = await Promise.all([findAllotments(ids), findLists(ids)])
  const placesOf = new Map(stocks.map((it) => [it._id, it.places]))
  const listOf = new Map(lists.map((it) => [it._id, it]))
  return Promise.all(
    chains.map(async (chain) => {
      const list = listOf.get(chain._id)
      const places = placesOf.get(chain._id)
      const quotaOf = (skuId: string) => chain.lines.find((it) => it.skuId === skuId)?.quota ?? 0
      const isSent = list?.state === 'closed' && list.entries.length > 0 && !isDirect(chain)
      const delivery = isSent ? await transferForOrder(deliveryIdOf(chain._id)) : undefined
      return {
        chain,
        ...(list ? { list } : {}),
        ...(delivery ? { delivery } : {}),
        left: (skuId: string) =>
          places ? (places.find((it) => it.skuId === skuId)?.left ?? 0) : quotaOf(skuId),
      }
    }),
  )
}

/** Where a chain stands at this moment. */
export function phaseOf({ chain, list, delivery }: Standing) {
  return chainPhaseOf({
    status: campaignStatusAt(chain, now()),
    ...(list ? { list: { state: list.state, people: list.entries.length, isDirect: isDirect(list) } } : {}),
    ...(delivery ? { delivery: delivery.status } : {}),
  })
}

const piecesOf = ({ lines }: Pick<ListDoc['entries'][number], 'lines'>): number =>
  lines.reduce((sum, it) => sum + it.quantity, 0)

async function leaderOf({ leaderId }: ChainDoc) {
  const guide = leaderId ? (await guideDirectory()).ofId(leaderId) : undefined
  return guide ? { leader: { name: guide.name, ...(guide.avatar ? { avatar: guide.avatar } : {}) } } : {}
}

/** A chain as anybody with its card sees it. */
export async function viewChain(standing: Standing): Promise<z.input<typeof chainView>> {
  const { chain, list, left: leftOf } = standing
  const store = await findLocation(chain.storeId)
  const lines = await Promise.all(
    chain.lines.map(async ({ skuId, chainPrice, quota }) => {
      const sku = await skuOf(skuId)
      return {
        skuId,
        spuId: sku?.spuId ?? '',
        name: sku?.name ?? '',
        optionText: sku?.optionText ?? '',
        image: sku?.image ?? '',
        price: sku?.price ?? chainPrice,
        chainPrice,
        quota,
        left: leftOf(skuId),
      }
    }),
  )
  const left = lines.reduce((sum, it) => sum + it.left, 0)
  const phase = phaseOf(standing)
  const entries = list?.entries ?? []
  return {
    id: chain._id,
    status: campaignStatusAt(chain, now()),
    phase,
    phaseText: chainPhaseText(phase, left),
    title: chain.title,
    ...(chain.note ? { note: chain.note } : {}),
    image: lines[0]?.image ?? '',
    // Goods that are no longer sold are not shown.
    lines: lines.filter((it) => it.spuId),
    perMember: chain.perMember,
    from: chain.from.toISOString(),
    until: chain.until.toISOString(),
    arrivesAt: chain.arrivesAt.toISOString(),
    store: {
      id: chain.storeId,
      name: store?.name ?? '',
      address: store?.address ?? '',
      phone: store?.phone ?? '',
    },
    ...(await leaderOf(chain)),
    left,
    pieces: entries.reduce((sum, it) => sum + piecesOf(it), 0),
    people: new Set(entries.map((it) => memberNow(it.memberId))).size,
  }
}

/** Lines with the names of their goods. */
export const namedLines = (lines: readonly { skuId: string; quantity: number }[]) =>
  Promise.all(
    lines.map(async ({ skuId, quantity }) => {
      const sku = await skuOf(skuId)
      return { skuId, quantity, name: sku?.name ?? '', optionText: sku?.optionText ?? '' }
    }),
  )

type Joined = z.input<(typeof chainsContract)['routes']['GET /chains/:chainId']['response']>['joined'][number]
const LATEST = 20

/** Who joined last, as others see them: names masked. */
export async function latestOf(list: ListDoc | undefined): Promise<Joined[]> {
  const latest = (list?.entries ?? []).slice(-LATEST).reverse()
  const faces = await facesOf(latest.map((it) => it.memberId))
  return Promise.all(
    latest.map(async (it) => {
      const face = faces.get(it.memberId)
      return {
        no: it.no,
        name: maskedName(face?.nickname ?? ''),
        ...(face?.avatar ? { avatar: face.avatar } : {}),
        text: linesText(await namedLines(it.lines)),
        pieces: piecesOf(it),
        at: it.at.toISOString(),
      }
    }),
  )
}
