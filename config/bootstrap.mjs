/**
 * `node config/bootstrap.mjs <start|test|check|bench|faults|build> [options]`: the door of every npm script. Plain Node,
 * so that it runs on a fresh clone: checks Node, installs dependencies when they are missing or not those
 * of package.json, then runs the command and passes on options, signals and the exit code.
 */
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { missingDependencies, installDependencies } from './installDependencies.mjs'
import { watchNpm } from './npmWatch.mjs'

const commands = {
  start: 'start.ts',
  test: 'test.ts',
  check: 'check.ts',
  bench: 'bench.ts',
  faults: 'faults.ts',
  build: 'build.ts',
}
const config = path.dirname(fileURLToPath(import.meta.url))
const root = path.dirname(config)
const [name = '', ...args] = process.argv.slice(2)

function refuse(sentence) {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}

const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  refuse(`Hedian needs Node 20.19 or newer; this is ${process.version}.`)
}
if (!Object.hasOwn(commands, name))
  refuse(`Unknown command "${name}": choose from ${Object.keys(commands).join(', ')}.`)
const file = path.join(config, commands[name])
if (!existsSync(file)) refuse(`config/${commands[name]} is missing, so "${name}" cannot run.`)

const packageJson = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'))
const missing = missingDependencies(root, packageJson)
if (missing.length > 0) {
  const failure = await installDependencies(root, missing)
  if (failure) refuse(failure)
}

const child = spawn(process.execPath, ['--import', 'tsx', file, ...args], {
  cwd: root,
  // The channel tells the command when this process is gone, however it went.
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  // From a terminal the child has received it already; its first stop counts, the repeat changes nothing.
  process.on(signal, () => child.kill(signal))
}
if (process.env.npm_lifecycle_event) watchNpm(() => child.connected && child.disconnect())
child.on('error', (error) => refuse(`"${name}" could not run: ${error.message}`))
child.on('exit', (code, signal) => {
  if (signal) process.stderr.write(`"${name}" was killed by ${signal}.\n`)
  process.exit(code ?? 1)
})
