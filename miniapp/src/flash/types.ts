import type { Api } from '../../../server/api'

/** One opening of a flash sale, with its goods (SO-2). */
export type Session = Api['GET /flash-sales']['response']['sessions'][number]
export type FlashItem = Session['items'][number]
