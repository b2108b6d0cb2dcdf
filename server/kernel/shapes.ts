import { z } from 'zod'

/** GCJ-02 `[longitude, latitude]` in degrees. */
export const position = z
  .tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)])
  .meta({ description: 'GCJ-02 [lng, lat]' })

/** Integer fen. */
export const fen = z.int().min(0).max(100_000_000_00).meta({ description: 'Integer fen (1/100 yuan)' })

/** UTC instant, ISO 8601. */
export const instant = z.iso.datetime()

/** Public id: prefix and letters, digits, underscores or dashes. */
export const id = (prefix: string) =>
  z
    .string()
    .regex(new RegExp(`^${prefix}_[A-Za-z0-9_-]{1,40}$`))
    .meta({ description: `Id with prefix ${prefix}_` })

/** Paging by opaque cursor; `next` is absent on the last page. */
export const page = {
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
}

/** A boolean in a query string: `true`/`1` or `false`/`0`. */
export const flag = z.stringbool()

/** Longitude and latitude as query parameters; both or neither are checked by the route. */
export const lngLat = {
  lng: z.coerce.number().min(-180).max(180),
  lat: z.coerce.number().min(-90).max(90),
}
