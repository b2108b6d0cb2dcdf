import { spawnSync } from 'node:child_process'
import { chmodSync, copyFileSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { root } from '../../config/paths'
import { countTests } from '../../config/jest/runJest'
import { ownFolder } from './fakeParts'

const { folder, remove } = ownFolder()
afterAll(remove)

const write = (file: string, text: string) => {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
  writeFileSync(path.join(folder, file), text)
}
const install = (name: string, version: string) =>
  write(`node_modules/${name}/package.json`, JSON.stringify({ name, version }))

/** A clone with one dependency, a command that shows its options, and an npm that only notes what it is asked. */
beforeAll(() => {
  write('package.json', JSON.stringify({ dependencies: { needed: '1.2.0' } }))
  for (const name of ['bootstrap.mjs', 'installDependencies.mjs', 'npmWatch.mjs']) {
    mkdirSync(path.join(folder, 'config'), { recursive: true })
    copyFileSync(path.join(root, 'config', name), path.join(folder, 'config', name))
  }
  write('config/start.ts', 'console.log(process.argv.slice(2).join("+")); process.exitCode = 5')
  write(
    'bin/npm',
    '#!/bin/sh\necho "$*" > npm-asked\n[ -z "$NPM_FAILS" ] || { echo "$NPM_FAILS" >&2; exit 1; }\n',
  )
  chmodSync(path.join(folder, 'bin/npm'), 0o755)
  mkdirSync(path.join(folder, 'node_modules'), { recursive: true })
  symlinkSync(path.join(root, 'node_modules/tsx'), path.join(folder, 'node_modules/tsx'))
})

function bootstrap(args: string[], env: Record<string, string> = {}) {
  writeFileSync(path.join(folder, 'npm-asked'), '')
  const { status, stdout, stderr } = spawnSync(process.execPath, ['config/bootstrap.mjs', ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, ...env, PATH: `${path.join(folder, 'bin')}:${process.env.PATH}` },
  })
  return { status, stdout, stderr, asked: readFileSync(path.join(folder, 'npm-asked'), 'utf8') }
}

test('passes options and the exit code on when the dependencies are those of package.json', () => {
  install('needed', '1.2.0')
  expect(bootstrap(['start', '--port', '1'])).toEqual({
    status: 5,
    stdout: '--port+1\n',
    stderr: '',
    asked: '',
  })
})

test('installs without scripts when a dependency has another version', () => {
  install('needed', '1.1.0')
  const { asked, stdout } = bootstrap(['start', 'x'])
  expect(asked).toMatch(/^install --ignore-scripts --no-audit --no-fund/)
  expect(stdout).toMatch(/installing dependencies \(1 missing or of another version\)[^]*x\n$/)
})

test('says in one sentence why dependencies could not be installed', () => {
  install('needed', '1.1.0')
  const { status, stderr } = bootstrap(['start'], { NPM_FAILS: 'no network' })
  expect(status).toBe(1)
  expect(stderr).toBe('Dependencies could not be installed: no network\n')
})

test('an unknown command lists the known ones', () => {
  expect(bootstrap(['strat'])).toMatchObject({
    status: 1,
    stderr: 'Unknown command "strat": choose from start, test, check, bench, faults, build.\n',
  })
})

test('a suite that cannot run counts as a failed test', () => {
  expect(countTests({ numPassedTests: 3, numFailedTests: 1, numRuntimeErrorTestSuites: 2 })).toEqual({
    passed: 3,
    failed: 3,
  })
})
