import { spawn } from 'node:child_process'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { root } from '../../config/paths'
import { isAlive } from '../../config/processes'
import type { RunningPart } from '../../config/supervisor'
import { ownFolder, until } from './fakeParts'

const { folder, remove } = ownFolder()
afterAll(remove)

test('kill -9 of the supervisor leaves nothing, not even a part that ignores its stop signal', async () => {
  const script = path.join(root, 'tests/start/superviseFakes.ts')
  const supervisor = spawn(process.execPath, ['--import', 'tsx', script, folder], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = await new Promise<string[]>((resolve) =>
    createInterface({ input: supervisor.stdout }).once('line', (...it: string[]) => resolve(it)),
  )
  const parts = JSON.parse(line ?? '') as RunningPart[]
  expect(parts.map(({ name }) => name)).toEqual(['engine', 'server'])
  expect(parts.every(isAlive)).toBe(true)

  supervisor.kill('SIGKILL')
  await until(() => !parts.some(isAlive))
})
