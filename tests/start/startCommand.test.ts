import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import { root } from '../../config/paths'
import { markOf } from '../../config/processes'
import { freePort } from '../../config/ports'
import { readStartOptions } from '../../config/startOptions'
import { ownFolder } from './fakeParts'

const { folder, remove } = ownFolder()
afterAll(remove)

/** Runs `npm start` with options that end it before any engine is touched. */
function start(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', path.join(root, 'config/start.ts'), ...args],
    { cwd: root, encoding: 'utf8' },
  )
  return { status, stdout, stderr }
}

test('--help explains every option and ends well', () => {
  const { status, stdout } = start('--help')
  expect(status).toBe(0)
  for (const name of ['port', 'sandbox-port', 'webview-port', 'data-dir', 'no-demo', 'no-build', 'json']) {
    expect(stdout).toContain(`--${name}`)
  }
})

test('an unknown option is one sentence', () => {
  expect(start('--prot', '1')).toEqual({
    status: 1,
    stdout: '',
    stderr: "Unknown option '--prot'; npm start -- --help lists the options.\n",
  })
})

test('a taken port is one sentence that names the option to change', async () => {
  const server = net.createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as net.AddressInfo
  const [web, webview] = [await freePort(), await freePort()]
  const { status, stderr } = start(
    ...['--port', `${web}`, '--sandbox-port', `${port}`, '--webview-port', `${webview}`],
    ...['--data-dir', path.join(folder, 'data')],
  )
  server.close()
  expect(status).toBe(1)
  expect(stderr).toBe(
    `Port ${port} is taken by another program: stop it or choose another with --sandbox-port.\n`,
  )
})

test('a data folder that cannot be made is one sentence', () => {
  const file = path.join(folder, 'file')
  writeFileSync(file, '')
  const { status, stderr } = start('--data-dir', path.join(file, 'data'))
  expect(status).toBe(1)
  expect(stderr).toMatch(/^.*file.data cannot be a folder, a part of its path is a file: .*--data-dir\.\n$/)
})

test('a data folder in use is one sentence that names the process', () => {
  writeFileSync(path.join(folder, 'lock'), JSON.stringify(markOf(process.pid)))
  const { status, stderr } = start('--data-dir', folder)
  expect(status).toBe(1)
  expect(stderr).toBe(
    `Hedian already runs on ${folder} (process ${process.pid}): stop it first or choose another folder with --data-dir.\n`,
  )
})

test('options win over the environment, which wins over the defaults', () => {
  const env = { PORT: '4000', HEDIAN_DATA_DIR: '/data', HEDIAN_NO_DEMO: '1' }
  expect(readStartOptions(['--port', '5000', '--json'], env)).toEqual({
    port: 5000,
    sandboxPort: 3100,
    webviewPort: 3101,
    dataDir: path.resolve('/data'),
    withDemo: false,
    withBuild: true,
    json: true,
  })
  expect(readStartOptions(['--help'], env)).toBeUndefined()
})

test.each([
  [['--port', 'x'], '--port must be a port between 1 and 65535, not "x".'],
  [['--port', '70000'], '--port must be a port between 1 and 65535, not "70000".'],
  [['--port', '3100'], 'The three ports must differ.'],
])('%j is refused', (args, sentence) => {
  expect(() => readStartOptions(args, {})).toThrow(sentence)
})
