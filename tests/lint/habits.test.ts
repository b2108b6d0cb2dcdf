/** Everything the linter refuses beside the layers, and a small feature that it accepts. */
import { lintTree } from './lintTree'

const lines = (count: number) =>
  Array.from({ length: count }, (_, at) => `export const n${at} = ${at}\n`).join('')
const page = `export default function Page() {
  return null
}
`

interface Case {
  name: string
  rule: string
  bad: [file: string, text: string]
  good: [file: string, text: string]
}

const cases: Case[] = [
  {
    name: 'any',
    rule: 'typescript(no-explicit-any)',
    bad: ['server/kernel/any.ts', 'export const read = (it: any) => it.x\n'],
    good: ['server/kernel/any.ts', 'export const read = (it: { x: unknown }) => it.x\n'],
  },
  {
    name: 'a file of more than 300 lines',
    rule: 'eslint(max-lines)',
    bad: ['server/kernel/long.ts', lines(301)],
    good: ['server/kernel/long.ts', lines(300)],
  },
  {
    name: 'a long file that is no data of the demo chain',
    rule: 'eslint(max-lines)',
    bad: ['config/demo/long.ts', lines(301)],
    good: ['config/demo/data/long.ts', lines(301)],
  },
  {
    name: 'a skipped test',
    rule: 'jest(no-disabled-tests)',
    bad: ['tests/stores/skip.test.ts', "test.skip('a', () => {\n  expect(1).toBe(1)\n})\n"],
    good: ['tests/stores/skip.test.ts', "test('a', () => {\n  expect(1).toBe(1)\n})\n"],
  },
  {
    name: 'a focused test',
    rule: 'jest(no-focused-tests)',
    bad: ['tests/stores/only.test.ts', "test.only('a', () => {\n  expect(1).toBe(1)\n})\n"],
    good: ['tests/stores/only.test.ts', "test('b', () => {\n  expect(1).toBe(1)\n})\n"],
  },
  {
    name: 'a test that expects nothing',
    rule: 'jest(expect-expect)',
    bad: ['tests/stores/empty.test.ts', "test('a', () => {\n  Math.max(1, 2)\n})\n"],
    good: ['tests/stores/empty.test.ts', "test('a', () => {\n  expect(Math.max(1, 2)).toBe(2)\n})\n"],
  },
  {
    name: 'the environment read in the server',
    rule: 'node(no-process-env)',
    bad: ['server/kernel/port.ts', 'export const port = process.env.PORT\n'],
    good: ['config/env.ts', 'export const port = process.env.PORT\n'],
  },
  {
    name: 'the environment read in the sandbox beside its entry',
    rule: 'node(no-process-env)',
    bad: ['server/sandbox/core.ts', 'export const port = process.env.PORT\n'],
    good: ['server/sandbox/index.ts', 'export const port = process.env.PORT\n'],
  },
  {
    name: "the environment read in the mini-program, but Taro's constant",
    rule: 'node(no-process-env)',
    bad: ['miniapp/src/api/base.ts', 'export const base = process.env.API_BASE\n'],
    good: ['miniapp/src/api/base.ts', "export const isH5 = process.env.TARO_ENV === 'h5'\n"],
  },
  {
    name: 'console in the server',
    rule: 'eslint(no-console)',
    bad: ['server/kernel/say.ts', "console.log('here')\n"],
    good: ['config/say.ts', "console.log('here')\n"],
  },
  {
    name: 'a default export no tool asks for',
    rule: 'import(no-default-export)',
    bad: ['miniapp/src/stores/Card.tsx', page],
    good: ['miniapp/src/pages/stores/index.tsx', page],
  },
  {
    name: 'an unused import',
    rule: 'eslint(no-unused-vars)',
    bad: ['server/kernel/unused.ts', "import { randomBytes } from 'node:crypto'\nexport const one = 1\n"],
    good: ['server/kernel/unused.ts', "export { randomBytes } from 'node:crypto'\n"],
  },
  {
    name: 'an unused variable',
    rule: 'eslint(no-unused-vars)',
    bad: ['server/kernel/variable.ts', 'const two = 2\nexport const one = 1\n'],
    good: ['server/kernel/variable.ts', 'const two = 2\nexport const one = two - 1\n'],
  },
  {
    name: 'a type imported as a value',
    rule: 'typescript(consistent-type-imports)',
    bad: [
      'server/kernel/typed.ts',
      "import { Context } from 'koa'\nexport const pathOf = (it: Context) => it.path\n",
    ],
    good: [
      'server/kernel/typed.ts',
      "import type { Context } from 'koa'\nexport const pathOf = (it: Context) => it.path\n",
    ],
  },
  {
    name: 'loose equality',
    rule: 'eslint(eqeqeq)',
    bad: ['server/kernel/equal.ts', 'export const same = (a: unknown, b: unknown) => a == b\n'],
    good: ['server/kernel/equal.ts', 'export const same = (a: unknown, b: unknown) => a === b\n'],
  },
  {
    name: 'a hook under a condition',
    rule: 'react-hooks(rules-of-hooks)',
    bad: [
      'guide-sidebar/src/ui/useA.ts',
      "import { useRef } from 'react'\nexport const useA = (on: boolean) => (on ? useRef(1) : undefined)\n",
    ],
    good: [
      'guide-sidebar/src/ui/useA.ts',
      "import { useRef } from 'react'\nexport const useA = (on: boolean) => useRef(on)\n",
    ],
  },
  {
    name: 'an effect that forgets what it reads',
    rule: 'react-hooks(exhaustive-deps)',
    bad: [
      'guide-sidebar/src/ui/useB.ts',
      "import { useEffect } from 'react'\nexport const useB = (go: () => void) => {\n  useEffect(() => go(), [])\n}\n",
    ],
    good: [
      'guide-sidebar/src/ui/useB.ts',
      "import { useEffect } from 'react'\nexport const useB = (go: () => void) => {\n  useEffect(() => go(), [go])\n}\n",
    ],
  },
  {
    name: 'a note of work left undone',
    rule: 'eslint(no-warning-comments)',
    bad: ['server/kernel/later.ts', '// TODO write it\nexport const one = 1\n'],
    good: ['server/kernel/later.ts', '// One is enough.\nexport const one = 1\n'],
  },
]

describe('the linter refuses', () => {
  // Every pair in folders of its own, so that two runs see all of them.
  const refused = lintTree(Object.fromEntries(cases.map((it) => it.bad)))
  const accepted = lintTree(Object.fromEntries(cases.map((it) => it.good)))

  test.each(cases)('$name', ({ rule, bad, good }) => {
    expect(refused.findings.filter((it) => it.file === bad[0]).map((it) => it.rule)).toContain(rule)
    expect(accepted.findings.filter((it) => it.file === good[0])).toEqual([])
  })

  test('with an exit code', () => expect([refused.status, accepted.status]).toEqual([1, 0]))

  test('a circle of imports, by value or by type', () => {
    const { findings } = lintTree({
      'server/kernel/one.ts': "import { two } from './two'\nexport const one = () => two\n",
      'server/kernel/two.ts': "import { three } from './three'\nexport const two = () => three\n",
      'server/kernel/three.ts': "import { one } from './one'\nexport const three = () => one\n",
      'server/features/a/a.service.ts': "import { b } from '../b/b.service'\nexport const a = () => b\n",
      'server/features/b/b.service.ts':
        "import type { a } from '../a/a.service'\nexport const b = {} as typeof a\n",
      'server/kernel/none.ts': "import { one } from './one'\nexport const none = () => one\n",
    })
    const files = findings.filter((it) => it.rule === 'import(no-cycle)').map((it) => it.file)
    expect(files.sort()).toEqual([
      'server/features/a/a.service.ts',
      'server/features/b/b.service.ts',
      'server/kernel/one.ts',
      'server/kernel/three.ts',
      'server/kernel/two.ts',
    ])
  })

  test('nothing of a small feature written as the rules say', () => {
    const feature = 'server/features/bells/bells'
    const answer = lintTree({
      'server/kernel/contract.ts': 'export const contract = <T>(it: T): T => it\n',
      'server/kernel/clock.ts': 'export const now = (): Date => new Date()\n',
      [`${feature}.contract.ts`]:
        "import { z } from 'zod'\nimport { contract } from '../../kernel/contract'\nexport const bell = z.object({ id: z.string() })\nexport const bellsContract = contract({ bell })\n",
      [`${feature}.rules.ts`]:
        "import type { z } from 'zod'\nimport type { bell } from './bells.contract'\nexport const isLoud = (it: z.infer<typeof bell>): boolean => it.id !== ''\n",
      [`${feature}.model.ts`]:
        "import { model, Schema } from 'mongoose'\nconst bellModel = model('Bell', new Schema({}))\nexport const allBells = () => bellModel.find().lean()\n",
      [`${feature}.service.ts`]:
        "import { now } from '../../kernel/clock'\nimport { allBells } from './bells.model'\nexport const ring = async () => ({ at: now(), bells: await allBells() })\n",
      [`${feature}.routes.ts`]:
        "import { bellsContract } from './bells.contract'\nimport { ring } from './bells.service'\nexport const bellsFeature = { bellsContract, ring }\n",
      'server/app.ts':
        "import { bellsFeature } from './features/bells/bells.routes'\nexport const createApp = () => [bellsFeature]\n",
      'server/api.ts':
        "import type { bellsContract } from './features/bells/bells.contract'\nexport type Api = typeof bellsContract\n",
      'guide-sidebar/src/api/client.ts':
        "import type { Api } from '../../../server/api'\nexport const call = (it: keyof Api): string => it\n",
    })
    expect(answer).toEqual({ status: 0, findings: [] })
  })
})
