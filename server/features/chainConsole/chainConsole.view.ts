import type { z } from 'zod'
import type { CallerOf } from '../../kernel/auth'
import { now } from '../../kernel/clock'
import { campaignActions, campaignStatusAt, campaignStatusText } from '../campaigns/campaigns.service'
import { standingsOf, viewChain, type ChainDoc, type Standing } from '../chains/chains.service'
import { reaches } from '../operators/operators.service'
import { chainDays, chainOrderResults } from '../orders/orders.service'
import type { chainConsoleContract, chainDraft } from './chainConsole.contract'

type Routes = (typeof chainConsoleContract)['routes']
export type Operator = CallerOf<Routes['POST /console/chains']>
export type ChainDraft = z.output<typeof chainDraft>
type Shown = z.input<Routes['GET /console/chains']['response']>['chains'][number]

/** A chain as its operator wrote it. */
export const draftOf = (it: ChainDoc): ChainDraft => ({
  title: it.title,
  ...(it.note ? { note: it.note } : {}),
  lines: it.lines.map(({ skuId, chainPrice, quota }) => ({ skuId, chainPrice, quota })),
  sourceId: it.sourceId,
  storeId: it.storeId,
  perMember: it.perMember,
  from: it.from.toISOString(),
  until: it.until.toISOString(),
  arrivesAt: it.arrivesAt.toISOString(),
  ...(it.leaderId ? { leaderId: it.leaderId } : {}),
  ...(it.chat ? { chat: it.chat } : {}),
})

/** Whether somebody may decide about a chain: others than headquarters where it is collected in, and taken from, own stores; warehouses give to every store. */
export const mayDecide = (
  caller: Operator,
  { storeId, sourceId }: Pick<ChainDraft, 'storeId' | 'sourceId'>,
) =>
  caller.kind === 'machine' ||
  reaches(
    caller,
    [storeId, sourceId].filter((it) => it.startsWith('sto_')),
  )

const NONE = { people: 0, orders: 0, pieces: 0, gmv: 0, refunded: 0, collected: 0 }

function actionsOf({ chain, list }: Standing): Shown['actions'] {
  const isOpen = list?.state === 'open' || list?.state === 'closing'
  return [...campaignActions(campaignStatusAt(chain, now())), ...(isOpen ? (['callOff'] as const) : [])]
}

/** Chains as an operator sees them, with live results (OP-2). */
export async function showAll(chains: readonly ChainDoc[], caller: Operator): Promise<Shown[]> {
  const [standings, results] = await Promise.all([
    standingsOf(chains),
    chainOrderResults(chains.map((it) => it._id)),
  ])
  return Promise.all(
    standings.map(async (standing) => {
      const { chain } = standing
      const status = campaignStatusAt(chain, now())
      const { people, orders, pieces, gmv, refunded, collected } = results.get(chain._id) ?? NONE
      return {
        ...draftOf(chain),
        id: chain._id,
        status,
        statusText: campaignStatusText(status),
        actions: mayDecide(caller, chain) ? actionsOf(standing) : [],
        face: await viewChain(standing),
        version: chain.version,
        createdAt: chain.createdAt.toISOString(),
        createdBy: chain.createdBy,
        updatedAt: chain.updatedAt.toISOString(),
        results: { people, orders, pieces, gmv, refunded, collected },
      }
    }),
  )
}

/** One chain with its results by day. */
export async function show(chain: ChainDoc, caller: Operator) {
  const [shown] = await showAll([chain], caller)
  if (!shown) throw new Error(`chain ${chain._id} has no view`)
  return { ...shown, days: await chainDays(chain._id) }
}
