import { readFileSync } from 'node:fs'
import path from 'node:path'

export interface Templates {
  /** Name of the element an alias stands for: `view`, `image`, `#text`. */
  nameOf: (alias: string) => string
  isKnown: (alias: string) => boolean
}

/** What Taro's base.wxml can draw: an element without a template vanishes in WeChat without an error. */
export const readTemplates = (dist: string): Templates => {
  const names = new Map<string, string>()
  const known = new Set<string>()
  const wxml = readFileSync(path.join(dist, 'base.wxml'), 'utf8')
  for (const [, full = '', tag] of wxml.matchAll(
    /<template name="tmpl_\d+_([\w-]+)">\s*(?:<([\w-]+)|\{\{)/g,
  )) {
    const alias = full.replace(/_(focus|blur)$/, '')
    known.add(alias)
    if (tag !== 'template' && !names.has(alias)) names.set(alias, tag ?? '#text')
  }
  return { nameOf: (alias) => names.get(alias) ?? alias, isKnown: (alias) => known.has(alias) }
}
