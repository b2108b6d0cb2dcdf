import { setPath } from './setPath'
import type { PageDefinition, PageInstance } from './types'

/** A page as WeChat makes it from what was handed to Page(); setData copies by value, as across its two threads. */
export const createPage = (
  definition: PageDefinition,
  route: string,
  query: Record<string, string>,
): PageInstance => {
  const sent = { calls: 0, bytes: 0, largest: 0 }
  const page: PageInstance = {
    ...definition,
    definition,
    route,
    __route__: route,
    options: query,
    data: JSON.parse(JSON.stringify(definition.data ?? {})) as PageInstance['data'],
    sent,
    setData: (change, done) => {
      const text = JSON.stringify(change)
      sent.calls++
      sent.bytes += text.length
      sent.largest = Math.max(sent.largest, text.length)
      for (const [path, value] of Object.entries(JSON.parse(text) as object)) setPath(page.data, path, value)
      setTimeout(() => done?.call(page), 0)
    },
  }
  return page
}
