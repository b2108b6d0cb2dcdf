import type { Api } from '../../../server/api'

export type Address = Api['GET /addresses']['response']['addresses'][number]
export type Stated = NonNullable<Api['POST /addresses']['body']>
