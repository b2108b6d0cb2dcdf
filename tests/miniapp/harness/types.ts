/** One node of a page's data as Taro's template sees it: aliases for names, `cn` children, `v` text. */
export interface Node {
  nn?: string
  sid?: string
  uid?: string
  cl?: string
  v?: string
  cn?: Node[]
  [prop: string]: unknown
}

export interface PageDefinition {
  data?: Record<string, unknown>
  onLoad?: (query: Record<string, string>) => void
  onShow?: () => void
  onReady?: () => void
  onHide?: () => void
  onUnload?: () => void
  onReachBottom?: () => void
  eh?: (event: unknown) => void
  [name: string]: unknown
}

export interface PageInstance extends PageDefinition {
  definition: PageDefinition
  route: string
  options: Record<string, string>
  data: { root?: Node }
  /** How often and how much was handed to setData, in calls and bytes of JSON; `largest` is the largest one. */
  sent: { calls: number; bytes: number; largest: number }
  setData: (change: Record<string, unknown>, done?: () => void) => void
}

export type WxOptions = Record<string, unknown> & {
  success?: (it: unknown) => void
  fail?: (it: unknown) => void
  complete?: (it: unknown) => void
}
/** What a function of `wx` does: its answer, or a rejection with `{ errMsg }` (without the function's name). */
export type WxWork = (options: WxOptions) => unknown
export type Wx = Record<string, unknown>

export interface WxCall {
  name: string
  options: Record<string, unknown>
}
