import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { isAlive } from '../../config/processes'
import { silentLog } from '../../config/progress'
import { createSupervisor, type RunningPart, type Supervisor } from '../../config/supervisor'
import { fakePart, living, ownFolder, until } from './fakeParts'

const { folder, remove } = ownFolder()
const supervisors: Supervisor[] = []

function supervise(onGiveUp?: (sentence: string) => void) {
  const lines: string[] = []
  const supervisor = createSupervisor({
    log: { ...silentLog, line: (text) => lines.push(text) },
    logDir: folder,
    pauseMs: 10,
    onGiveUp,
  })
  supervisors.push(supervisor)
  const part = (name: string): RunningPart => {
    const found = supervisor.parts().find((it) => it.name === name)
    if (!found) throw new Error(`${name} does not run`)
    return found
  }
  return { supervisor, lines, part }
}

afterEach(async () => {
  for (const supervisor of supervisors.splice(0)) await supervisor.stop()
})
afterAll(remove)

test('a killed part is started again, its neighbours stay as they are', async () => {
  const { supervisor, lines, part } = supervise()
  await supervisor.start(fakePart('shop', living))
  await supervisor.start(fakePart('till', living))
  const [shop, till] = [part('shop'), part('till')]

  process.kill(shop.pid, 'SIGKILL')
  await until(() => supervisor.parts().some(({ name, pid }) => name === 'shop' && pid !== shop.pid))

  expect(isAlive(shop)).toBe(false)
  expect(isAlive(part('shop'))).toBe(true)
  expect(part('till')).toEqual(till)
  expect(lines.join()).toContain('shop was killed by SIGKILL: starting it again')
})

test('a part that keeps dying ends the whole chain with one sentence', async () => {
  const sentences: string[] = []
  const { supervisor, part } = supervise((sentence) => sentences.push(sentence))
  await supervisor.start(fakePart('steady', living))
  const steady = part('steady')
  const counter = path.join(folder, 'deaths')
  const script = `require('fs').appendFileSync(${JSON.stringify(counter)}, 'x'); process.exit(7)`
  await supervisor.start(fakePart('weak', script))

  await until(() => sentences.length > 0)

  expect(sentences).toHaveLength(1)
  expect(sentences[0]).toMatch(
    /^weak died 5 times within 60 s \(last: it ended with code 7\), so everything is stopped/,
  )
  expect(readFileSync(counter, 'utf8')).toBe('xxxxx')
  expect(isAlive(steady)).toBe(false)
  expect(supervisor.parts()).toEqual([])
})

test('a part that dies before it is ready says so with its last words', async () => {
  const { supervisor } = supervise()
  const start = supervisor.start(
    fakePart('engine', `console.error('no room on the disk'); process.exit(4)`, {
      isReady: async () => false,
    }),
  )
  await expect(start).rejects.toThrow(
    /^engine ended with code 4 before it was ready, saying: no room on the disk/,
  )
})

test('a program that does not exist is one sentence too', async () => {
  const { supervisor } = supervise()
  const missing = {
    ...fakePart('engine', ''),
    command: path.join(folder, 'nothing'),
    isReady: async () => false,
  }
  await expect(supervisor.start(missing)).rejects.toThrow(/engine .*ENOENT/)
})

test('a part that never gets ready is refused after its time', async () => {
  const { supervisor } = supervise()
  const slow = fakePart('slow', living, { isReady: async () => false, readyWithinMs: 300 })
  await expect(supervisor.start(slow)).rejects.toThrow('slow was not ready within 0.3 s')
})

test('stop ends all parts in reverse order, lets them finish, and starts none again', async () => {
  const { supervisor, part } = supervise()
  const diary = path.join(folder, 'diary')
  const polite = (name: string) =>
    `process.on('SIGTERM', () => setTimeout(() => { require('fs').appendFileSync(${JSON.stringify(diary)}, '${name} '); process.exit(0) }, 50)); ` +
    `require('fs').writeFileSync(${JSON.stringify(path.join(folder, name))}, ''); ${living}`
  for (const name of ['engine', 'server']) {
    await supervisor.start(
      fakePart(name, polite(name), { isReady: async () => existsSync(path.join(folder, name)) }),
    )
  }
  const marks = [part('engine'), part('server')]

  await supervisor.stop()

  expect(marks.filter(isAlive)).toEqual([])
  expect(readFileSync(diary, 'utf8')).toBe('server engine ')
  await expect(supervisor.start(fakePart('late', living))).rejects.toThrow('stopped')
})

test('a part that ignores its stop signal is killed', async () => {
  const { supervisor, part } = supervise()
  const ready = path.join(folder, 'stubborn-ready')
  await supervisor.start(
    fakePart(
      'stubborn',
      `process.on('SIGTERM', () => {}); require('fs').writeFileSync(${JSON.stringify(ready)}, ''); ${living}`,
      { isReady: async () => existsSync(ready), stopWithinMs: 300 },
    ),
  )
  const mark = part('stubborn')
  await supervisor.stop()
  expect(isAlive(mark)).toBe(false)
})
