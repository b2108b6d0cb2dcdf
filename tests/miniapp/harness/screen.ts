import type { MiniProgram } from './miniProgram'
import type { Node } from './types'
import { pause } from '../../support/pause'

const walk = (node: Node, visit: (it: Node) => void): void => {
  visit(node)
  for (const child of node.cn ?? []) walk(child, visit)
}

export const textOf = (node: Node): string => node.v ?? (node.cn ?? []).map(textOf).join('')

/** Waits until `look` gives something; fails with what was on the screen instead. */
const until = async <T>(
  look: () => T | undefined | false,
  describe: () => string,
  ms: number,
): Promise<T> => {
  const end = Date.now() + ms
  for (;;) {
    const found = look()
    if (found !== undefined && found !== false) return found
    if (Date.now() > end) throw new Error(describe())
    await pause(15)
  }
}

/** What a person does with the page on top: reads, looks for, taps, types, scrolls. */
export const screenOf = (program: MiniProgram) => {
  const root = (): Node => program.rootOf(program.page())
  const text = (): string => textOf(root())
  const all = (wanted: (it: Node) => boolean): Node[] => {
    const found: Node[] = []
    walk(root(), (it) => it.sid && wanted(it) && found.push(it))
    return found
  }
  const byClass = (name: string) => (it: Node) => (it.cl ?? '').split(' ').includes(name)
  const shown = (what: string): string => `${what} not on ${program.page().route}: ${text().slice(0, 600)}`
  const fire = (node: Node, type: string, detail: object = {}): void => {
    const target = { id: node.uid ?? node.sid, dataset: { sid: node.sid } }
    const page = program.page()
    page.definition.eh?.call(page, {
      type,
      detail,
      timeStamp: Date.now(),
      target,
      currentTarget: target,
      mark: {},
      touches: [],
      changedTouches: [],
    })
  }
  /** The innermost node with this text. */
  const withText = (wanted: string): Node | undefined =>
    all((it) => textOf(it).includes(wanted)).sort((a, b) => textOf(a).length - textOf(b).length)[0]

  return {
    text,
    textOf,
    all,
    byClass,
    withText,
    fire,
    sees: (wanted: string, ms = 4000) =>
      until(
        () => text().includes(wanted),
        () => shown(`「${wanted}」`),
        ms,
      ),
    /** Every node of a class, once there is one. */
    finds: (className: string, ms = 4000): Promise<Node[]> =>
      until(
        () => {
          const found = all(byClass(className))
          return found.length > 0 && found
        },
        () => shown(`.${className}`),
        ms,
      ),
    /** Waits until something holds that is not words on the screen. */
    waits: (holds: () => boolean, what: string, ms = 4000): Promise<true> =>
      until(
        () => holds() && true,
        () => shown(what),
        ms,
      ),
    losesSight: (wanted: string, ms = 4000) =>
      until(
        () => !text().includes(wanted),
        () => `「${wanted}」 is still there: ${text().slice(0, 600)}`,
        ms,
      ),
    isOn: (route: string, ms = 4000) =>
      until(
        () => program.stack.at(-1)?.route === route,
        () => shown(`page ${route}`),
        ms,
      ),
    /** Taps the innermost node with a class whose text contains the words. */
    tap: async (className: string, words = ''): Promise<void> => {
      const node = await until(
        () => all((it) => byClass(className)(it) && textOf(it).includes(words)).at(-1),
        () => shown(`.${className} 「${words}」`),
        4000,
      )
      fire(node, 'tap')
    },
    type: async (value: string): Promise<void> => {
      const input = await until(
        () => all(byClass('field__in'))[0],
        () => shown('input'),
        4000,
      )
      fire(input, 'input', { value })
    },
    scrollToEnd: (): void => program.page().definition.onReachBottom?.call(program.page()),
    /** Element names WeChat would draw nothing for. */
    unknown: (): string[] => {
      const names = new Set<string>()
      walk(root(), (it) => it.nn && !program.templates.isKnown(it.nn) && names.add(it.nn))
      return [...names]
    },
  }
}

export type Screen = ReturnType<typeof screenOf>
