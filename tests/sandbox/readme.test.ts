import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

const root = path.resolve(__dirname, '../..')
const clients = path.join(root, 'server/integrations/wecom')
const readme = readFileSync(path.join(root, 'server/sandbox/README.md'), 'utf8')

/** What is simulated: endpoints, refusals and tests of each row. */
const rows = readme
  .slice(readme.indexOf('| endpoint'), readme.indexOf('Where the platform'))
  .split('\n')
  .slice(2)
  .filter((it) => it.startsWith('|'))
  .map((it) => it.split(/(?<!\\)\|/).map((cell) => cell.trim()))

/** Paths of WeCom's API in a client's source: whole ones, and those made by its `api('name')`. */
function pathsOf(source: string): string[] {
  const whole = [...source.matchAll(/'(\/cgi-bin\/[\w/]+)'/g)].map(([, it]) => it ?? '')
  const base = /`(\/cgi-bin\/[\w/]+\/)\$\{/.exec(source)?.[1]
  const made = [...source.matchAll(/\bapi\('([\w/]+)'/g)].map(([, it]) => `${base}${it}`)
  return [...whole, ...made]
}
const used = readdirSync(clients).flatMap((file) => pathsOf(readFileSync(path.join(clients, file), 'utf8')))

describe('the table of what the sandbox plays', () => {
  it('has a test for each row', () => {
    expect(rows.length).toBeGreaterThan(30)
    const tests = rows.flatMap(([, , , names = '']) => names.split(',').map((it) => it.trim()))
    const missing = tests.filter(
      (it) => !['tests/sandbox', 'tests'].some((at) => existsSync(path.join(root, at, `${it}.test.ts`))),
    )
    expect(missing).toEqual([])
  })

  it("names every endpoint the product's WeCom client calls", () => {
    expect(used).toContain('/cgi-bin/externalcontact/add_msg_template')
    expect(used.length).toBeGreaterThan(35)
    const named = rows.map(([, endpoints = '']) => endpoints)
    const isNamed = (it: string) => {
      const last = it.slice(it.lastIndexOf('/') + 1)
      return named.some((row) => new RegExp(`(^|[^\\w])${last}($|[^\\w])`).test(row))
    }
    expect(used.filter((it) => !isNamed(it))).toEqual([])
  })
})
