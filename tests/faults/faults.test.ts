import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { root } from '../../config/paths'

const dataDir = mkdtempSync(path.join(tmpdir(), 'hedian-faults-'))
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

const LIMIT_MS = 170_000

test(
  'kill -9 of every part and an emptied Redis under use lose, double and leave nothing (TR-4)',
  () => {
    // As many rounds as there are kinds of fault with the engine that has most parts.
    const { stdout, stderr } = spawnSync(
      process.execPath,
      [
        '--import',
        'tsx',
        path.join(root, 'config/faults.ts'),
        '--rounds',
        '6',
        '--calm',
        '1000',
        '--data-dir',
        dataDir,
      ],
      { cwd: root, encoding: 'utf8', timeout: LIMIT_MS },
    )
    const line = stdout.trim().split('\n').at(-1) ?? ''
    if (!line.startsWith('{')) throw new Error(`no summary: ${stdout}${stderr}`)
    const { acknowledged, repeats, reads, slowestBackMs, ...rest } = JSON.parse(line) as Record<
      string,
      number
    >
    expect(stdout.split('\n').filter((it) => it.includes('wrong answer'))).toEqual([])
    expect(acknowledged).toBeGreaterThan(0)
    expect(repeats).toBeGreaterThan(0)
    expect(reads).toBeGreaterThan(0)
    expect(slowestBackMs).toBeDefined()
    expect(rest).toEqual({
      rounds: 6,
      lost: 0,
      doubled: 0,
      wrongStock: 0,
      unreconciled: 0,
      wrongLive: 0,
      waitingEvents: 0,
      deadLetters: 0,
      silent: 0,
      wrongAnswers: 0,
      leftovers: 0,
      exitCode: 0,
    })
  },
  LIMIT_MS + 5000,
)
