import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { isAlive, markOf, type ProcessMark } from '../../config/processes'
import { endLeftovers, type RunState } from '../../config/runFile'
import { living, ownFolder } from './fakeParts'

const { folder, remove } = ownFolder()
const children: ChildProcess[] = []

function startLiving(): ProcessMark {
  const child = spawn(process.execPath, ['-e', living], { stdio: 'ignore' })
  children.push(child)
  const mark = markOf(child.pid ?? 0)
  if (!mark) throw new Error('the process did not start')
  return mark
}

afterEach(() => children.splice(0).forEach((child) => child.kill('SIGKILL')))
afterAll(remove)

test('what an earlier chain left is ended, a stranger with the same number is not', async () => {
  const ours = startLiving()
  const stranger = startLiving()
  const state: RunState = {
    supervisor: { pid: 1, started: 'never' },
    dataDir: folder,
    parts: [
      { name: 'web', ...ours },
      { name: 'worker', pid: stranger.pid, started: 'at another time' },
    ],
  }
  writeFileSync(path.join(folder, 'run.json'), JSON.stringify(state))

  await endLeftovers(folder)

  expect(isAlive(ours)).toBe(false)
  expect(isAlive(stranger)).toBe(true)
  expect(existsSync(path.join(folder, 'run.json'))).toBe(false)
})

test('a folder without an earlier chain is left as it is', async () => {
  await expect(endLeftovers(path.join(folder, 'fresh'))).resolves.toBeUndefined()
})
