import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { projectCache, root } from '../paths'

export interface Results {
  numPassedTests: number
  numFailedTests: number
  /** Suites that could not even run. */
  numRuntimeErrorTestSuites: number
}

/** A suite that cannot run counts as one failed test. */
export const countTests = (found: Results) => ({
  passed: found.numPassedTests,
  failed: found.numFailedTests + found.numRuntimeErrorTestSuites,
})

export interface TestRun {
  passed: number
  failed: number
  code: number
}

/** Runs jest to its end with the given options. */
export async function runJest(args: string[], env: Record<string, string>): Promise<TestRun> {
  const results = path.join(projectCache, 'test', `results-${process.pid}.json`)
  mkdirSync(path.dirname(results), { recursive: true })
  const jest = spawn(
    process.execPath,
    [
      path.join(root, 'node_modules/jest/bin/jest.js'),
      '--config',
      path.join(root, 'config/jest/jest.config.cjs'),
      '--json',
      `--outputFile=${results}`,
      ...args,
    ],
    { cwd: root, env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] },
  )
  const pass = (signal: NodeJS.Signals) => jest.kill(signal)
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, pass)
  process.on('disconnect', () => jest.kill('SIGTERM'))
  const code = await new Promise<number>((resolve) => jest.on('exit', (status) => resolve(status ?? 1)))
  if (!existsSync(results)) return { passed: 0, failed: 0, code: code || 1 }
  const found = JSON.parse(readFileSync(results, 'utf8')) as Results
  rmSync(results)
  return { ...countTests(found), code }
}
