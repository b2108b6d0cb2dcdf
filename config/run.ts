import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { accessSync, constants, statSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { Problem } from './problem'

interface RunOptions {
  cwd?: string
  env?: NodeJS.ProcessEnv
  /** Shown when it fails, before the command's last words. */
  failure?: string
  /** Receives each line as it comes. */
  onLine?: (line: string) => void
}

const atWork = new Set<ChildProcess>()
process.on('exit', () => atWork.forEach((child) => child.kill()))

/** Runs a command to its end and gives its output; throws a Problem with its last lines when it fails. */
export function run(command: string, args: string[], options: RunOptions = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    atWork.add(child)
    if (options.onLine) createInterface({ input: child.stdout }).on('line', options.onLine)
    let output = ''
    const take = (chunk: Buffer) => (output = (output + chunk.toString()).slice(-4_000_000))
    child.stdout.on('data', take)
    child.stderr.on('data', take)
    const fail = (reason: string) =>
      reject(new Problem(`${options.failure ?? `${command} ${args[0] ?? ''} failed`}: ${reason}`))
    child.on('error', (error) => fail(error.message))
    child.on('close', (code, signal) => {
      atWork.delete(child)
      if (code === 0) return resolve(output)
      const last = output.trim().split('\n').slice(-6).join(' | ')
      fail(last || `it ended with ${signal ?? `code ${code}`}`)
    })
  })
}

/** The full path of a program on PATH (or in extra folders), if it can be executed. */
export function findProgram(name: string, extra: string[] = []): string | undefined {
  for (const folder of [...(process.env.PATH ?? '').split(path.delimiter), ...extra]) {
    const file = path.join(folder, name)
    try {
      accessSync(file, constants.X_OK)
      if (statSync(file).isFile()) return file
    } catch {
      continue
    }
  }
  return undefined
}

/** Whether a quick probe command succeeds. */
export const succeeds = (command: string, args: string[]) =>
  spawnSync(command, args, { stdio: 'ignore', timeout: 10_000 }).status === 0
