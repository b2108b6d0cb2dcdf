/** Who may import whom: each layer's lines are written to one file, and exactly the refused ones must be found. */
import { serverCases } from './serverLayerCases'
import { lintTree, type Finding } from './lintTree'
import { outerCases } from './outerLayerCases'

const layerCases = [...serverCases, ...outerCases]

/** One import a line, each under a name of its own. */
const fileOf = (lines: string[]) =>
  lines.map((line, at) => line.replace(/\b([iI]t)(?=[ ,])/, `$1 as it${at}`)).join('\n')

describe('the layers', () => {
  let findings: Finding[]
  beforeAll(() => {
    const files = layerCases.map(({ file, refused, accepted }) => [file, fileOf([...refused, ...accepted])])
    findings = lintTree(Object.fromEntries(files) as Record<string, string>).findings
  })

  test.each(layerCases)('$layer', ({ file, says, refused, accepted }) => {
    const lines = [...refused, ...accepted]
    const found = findings.filter((it) => it.file === file && it.rule === 'hedian(layers)')
    expect(found.map((it) => lines[it.line - 1]).sort()).toEqual([...refused].sort())
    expect(found.filter((it) => !it.message.includes(says))).toEqual([])
  })
})

describe('a file without a place on the map', () => {
  test.each([
    ['under server', 'server/utils.ts', 'server/utils.ts has no place on the map'],
    ['beside the features', 'server/features/helpers.ts', 'has no place on the map'],
    ['in a feature under another name', 'server/features/stores/helpers.ts', 'has no place on the map'],
  ])('%s', (_, file, says) => {
    const { status, findings } = lintTree({ [file]: 'export const one = 1\n' })
    expect(status).toBe(1)
    expect(findings).toEqual([expect.objectContaining({ file, message: expect.stringContaining(says) })])
  })
})
