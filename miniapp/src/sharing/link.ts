import { queryOf } from '../api/client'
import { webOrigin } from '../api/media'

/** How a page was handed on: in a chat, as a code face to face, on a picture. Carried as `ch`. */
export type Channel = 'card' | 'code' | 'poster' | 'link'

/** A page's own path with who hands it on (`from`) and how (`ch`). */
export const sharedPath = (
  page: string,
  params: Record<string, string | undefined>,
  by: { from?: string | undefined; ch: Channel },
): string => `/${page}?${queryOf({ ...params, ...by })}`

/** The same page in a browser. In WeChat the link opens the mini-program, where links of the shop are bound to it. */
export const webLink = (path: string): string => `${webOrigin()}/#${path}`

/** The page that a link of the shop's browser form means: what stands behind its `#`; undefined for anything else. */
export const pathOfLink = (link: string): string | undefined => {
  const path = /#(\/pages\/[\w/]+(?:\?[^#]*)?)$/.exec(link)?.[1]
  return path || undefined
}
