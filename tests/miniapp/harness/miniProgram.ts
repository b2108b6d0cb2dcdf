import { readFileSync } from 'node:fs'
import path from 'node:path'
import vm from 'node:vm'
import { createPage } from './pages'
import { requestOf } from './request'
import { readTemplates } from './templates'
import type { Node, PageDefinition, PageInstance, WxCall, WxWork } from './types'
import { createWx } from './wx'

export interface Phone {
  /** Folder of the compiled mini-program. */
  dist: string
  /** Server that answers wx.request. */
  origin: string
  /** What other functions of `wx` do on this phone. */
  works?: Record<string, WxWork>
}

interface AppDefinition {
  onLaunch?: (options: object) => void
  onShow?: (options: object) => void
}

const parseUrl = (url: string): [route: string, query: Record<string, string>] => {
  const [route = '', search = ''] = url.replace(/^\//, '').split('?')
  // WeChat hands the query over as it was written: pages decode it.
  return [
    route,
    Object.fromEntries(
      search
        .split('&')
        .filter(Boolean)
        .map((it) => [it.split('=')[0] ?? '', it.slice(it.indexOf('=') + 1)]),
    ),
  ]
}

/**
 * Runs a compiled mini-program in a vm without window or document, and drives App and Page life cycles.
 * It has no layout, no bubbling and none of WeChat's own checks: it proves the program's logic and data, not looks.
 */
export const createMiniProgram = ({ dist, origin, works = {} }: Phone) => {
  const app = JSON.parse(readFileSync(path.join(dist, 'app.json'), 'utf8')) as {
    pages: string[]
    subPackages?: { root: string; pages: string[] }[]
  }
  const routes = [
    ...app.pages,
    ...(app.subPackages ?? []).flatMap(({ root, pages }) =>
      pages.map((it) => `${root.replace(/\/$/, '')}/${it}`),
    ),
  ]
  const templates = readTemplates(dist)
  const definitions = new Map<string, PageDefinition>()
  const calls: WxCall[] = []
  const stack: PageInstance[] = []
  let loading = ''
  let appDefinition: AppDefinition | undefined
  let server = origin

  const leave = (page: PageInstance | undefined): void => page?.definition.onUnload?.call(page)
  const openPage = (route: string, query: Record<string, string>): PageInstance => {
    if (!routes.includes(route)) throw new Error(`page "${route}" is not found`)
    if (!definitions.has(route)) {
      loading = route
      load(path.join(dist, route))
    }
    const page = createPage(definitions.get(route) ?? {}, route, query)
    const before = stack.at(-1)
    before?.definition.onHide?.call(before)
    stack.push(page)
    page.definition.onLoad?.call(page, query)
    page.definition.onShow?.call(page)
    setTimeout(() => page.definition.onReady?.call(page), 0)
    return page
  }
  const wx = createWx(
    { request: requestOf(() => server), ...works },
    {
      firstPage: routes[0] ?? '',
      open: (kind, url) => {
        const [route, query] = parseUrl(url)
        if (!routes.includes(route)) throw new Error(`page "${route}" is not found`)
        if (kind === 'redirectTo') leave(stack.pop())
        else if (kind !== 'navigateTo') stack.splice(0).forEach(leave)
        openPage(route, query)
      },
      back: () => {
        leave(stack.pop())
        const page = stack.at(-1)
        page?.definition.onShow?.call(page)
      },
    },
    calls,
  )

  const globals: Record<string, unknown> = {
    wx,
    console,
    setTimeout,
    clearTimeout,
    setInterval,
    clearInterval,
    queueMicrotask,
    Promise,
    App: (it: AppDefinition) => (appDefinition = it),
    Page: (it: PageDefinition) => definitions.set(loading, it),
    Component: (it: PageDefinition) => definitions.set(loading, it),
    Behavior: (it: unknown) => it,
    getApp: () => appDefinition,
    getCurrentPages: () => stack,
    __wxConfig: {},
  }
  // WeChat's runtime has `global`, but no window, document or process.
  globals.global = globals
  const context = vm.createContext(globals)
  const modules = new Map<string, { exports: unknown }>()
  const load = (file: string): unknown => {
    const name = file.endsWith('.js') ? file : `${file}.js`
    const kept = modules.get(name)
    if (kept) return kept.exports
    const module = { exports: {} as unknown }
    modules.set(name, module)
    const wrapped = `(function(require,module,exports){${readFileSync(name, 'utf8')}\n})`
    const run = vm.runInContext(wrapped, context, { filename: name }) as (
      require: (it: string) => unknown,
      module: { exports: unknown },
      exports: unknown,
    ) => void
    run((it) => load(path.resolve(path.dirname(name), it)), module, module.exports)
    return module.exports
  }

  return {
    wx,
    calls,
    stack,
    routes,
    templates,
    /** Sends further requests elsewhere, e.g. to a port where nothing listens. */
    useServer: (next: string) => void (server = next),
    page: (): PageInstance => {
      const page = stack.at(-1)
      if (!page) throw new Error('no page is open')
      return page
    },
    launch: (route = routes[0] ?? '', query: Record<string, string> = {}): PageInstance => {
      load(path.join(dist, 'app'))
      const options = { path: route, query, scene: Object.keys(query).length > 0 ? 1047 : 1001 }
      appDefinition?.onLaunch?.(options)
      appDefinition?.onShow?.(options)
      return openPage(route, query)
    },
    /** Closes every page, as leaving the mini-program does. */
    close: (): void => stack.splice(0).forEach(leave),
    rootOf: (page: PageInstance): Node => ({ cn: page.data.root?.cn ?? [] }),
  }
}

export type MiniProgram = ReturnType<typeof createMiniProgram>
