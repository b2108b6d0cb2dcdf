import type { Api } from '../../../server/api'

/** An offer whose deposit is paid first and whose balance later (CA-4). */
export type Presale = Api['GET /presales']['response']['presales'][number]
export type DepositPreview = Api['POST /presales/:presaleId/preview']['response']
/** How a presale shall change hands. */
export type DepositWanted = NonNullable<Api['POST /presales/:presaleId/preview']['body']>
