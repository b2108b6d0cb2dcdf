import { spawn, type ChildProcess } from 'node:child_process'
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { root } from './paths'
import { Problem } from './problem'
import { endProcess, isAlive, markOf, type ProcessMark } from './processes'
import type { Log } from './progress'
import type { GuardianMessage } from './supervisorGuardian'

/** One process the supervisor keeps alive. */
export interface PartSpec {
  name: string
  command: string
  args: string[]
  /** argv[0], where the program looks at its own name. */
  argv0?: string
  env?: NodeJS.ProcessEnv
  cwd?: string
  /** Asks for a graceful end; SIGTERM unless the program wants another. */
  stopSignal?: NodeJS.Signals
  /** After this it is killed, ms. */
  stopWithinMs?: number
  /** True once the part does its work; polled. */
  isReady: () => Promise<boolean>
  /** How long the first start may take, ms. */
  readyWithinMs?: number
}

export interface RunningPart extends ProcessMark {
  name: string
}

export interface Supervisor {
  /** Starts a part and resolves when it is ready; a Problem says why it is not. */
  start(spec: PartSpec): Promise<void>
  /** What lives now. */
  parts(): RunningPart[]
  /** Ends all parts, last started first. Repeated calls share the one stop. */
  stop(): Promise<void>
}

interface SupervisorOptions {
  log: Log
  logDir: string
  /** The pause before a part is started again, doubled with each death in the window. */
  pauseMs?: number
  /** Called with one sentence when a part died too often; everything is already stopped then. */
  onGiveUp?: (sentence: string) => void
  /** Called whenever a part came or went. */
  onChange?: (parts: RunningPart[]) => void
}

interface Part {
  spec: PartSpec
  stopSignal: NodeJS.Signals
  logFile: string
  mark?: ProcessMark
  deaths: number[]
}

/** A part that died this often within the window is given up. */
const DEATHS = 5
const WINDOW_MS = 60_000

function lastWords(logFile: string): string {
  const lines = readFileSync(logFile, 'utf8').split('\n')
  const last = lines.reverse().find((line) => line.trim() !== '')
  return last?.trim().slice(0, 300) ?? ''
}

/** Keeps parts alive: restarts what dies with growing pauses, gives up after 5 deaths in 60 s, leaves nothing. */
export function createSupervisor(options: SupervisorOptions): Supervisor {
  const { log, logDir, pauseMs = 200, onGiveUp, onChange } = options
  mkdirSync(logDir, { recursive: true })
  const all: Part[] = []
  let stopping: Promise<void> | undefined
  let guardian = startGuardian()

  function startGuardian(): ChildProcess {
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', path.join(root, 'config/supervisorGuardian.ts')],
      {
        cwd: root,
        detached: true,
        stdio: ['pipe', 'ignore', 'ignore'],
      },
    )
    child.unref()
    child.stdin?.on('error', () => {})
    child.on('exit', () => {
      if (stopping) return
      guardian = startGuardian()
      for (const part of all) if (part.mark) guard({ add: { ...part.mark, stopSignal: part.stopSignal } })
    })
    return child
  }
  const guard = (message: GuardianMessage) => guardian.stdin?.write(`${JSON.stringify(message)}\n`)
  const parts = () => all.flatMap(({ spec, mark }) => (mark ? [{ name: spec.name, ...mark }] : []))

  /** Spawns the part's process; `ended` resolves with the reason of its end. */
  function launch(part: Part, flags: 'w' | 'a'): Promise<string> {
    const { spec } = part
    const output = openSync(part.logFile, flags)
    // Own process group: a Ctrl-C reaches the supervisor alone, which then stops the parts in order.
    const child = spawn(spec.command, spec.args, {
      argv0: spec.argv0,
      cwd: spec.cwd ?? root,
      env: spec.env ?? process.env,
      detached: true,
      stdio: ['ignore', output, output],
    })
    closeSync(output)
    const ended = new Promise<string>((resolve) => {
      child.once('error', (error) => resolve(error.message))
      child.once('exit', (code, name) => resolve(name ? `was killed by ${name}` : `ended with code ${code}`))
    })
    part.mark = child.pid === undefined ? undefined : markOf(child.pid)
    if (part.mark) guard({ add: { ...part.mark, stopSignal: part.stopSignal } })
    onChange?.(parts())
    return ended.then((reason) => {
      if (child.pid !== undefined) guard({ remove: child.pid })
      part.mark = undefined
      if (!stopping) onChange?.(parts())
      return reason
    })
  }

  async function untilReady(part: Part, ended: Promise<string>): Promise<void> {
    const { name, isReady, readyWithinMs = 60_000 } = part.spec
    let death: string | undefined
    void ended.then((reason) => (death = reason))
    const until = Date.now() + readyWithinMs
    for (;;) {
      if (stopping) throw new Problem('stopped')
      if (death !== undefined) {
        const words = lastWords(part.logFile)
        throw new Problem(
          `${name} ${death} before it was ready${words && `, saying: ${words}`} (${part.logFile}).`,
        )
      }
      if (await isReady().catch(() => false)) return
      if (Date.now() > until) {
        throw new Problem(
          `${name} was not ready within ${readyWithinMs / 1000} s; its log is ${part.logFile}.`,
        )
      }
      await sleep(100)
    }
  }

  async function keepAlive(part: Part, ended: Promise<string>): Promise<void> {
    let reason = await ended
    while (!stopping) {
      const now = Date.now()
      part.deaths = [...part.deaths.filter((at) => now - at < WINDOW_MS), now]
      if (part.deaths.length >= DEATHS) {
        const sentence = `${part.spec.name} died ${DEATHS} times within 60 s (last: it ${reason}), so everything is stopped; see ${part.logFile}.`
        await stop()
        onGiveUp?.(sentence)
        return
      }
      const pause = pauseMs * 2 ** (part.deaths.length - 1)
      log.line(`  ${part.spec.name} ${reason}: starting it again in ${pause} ms`)
      await sleep(pause)
      if (!stopping) reason = await launch(part, 'a')
    }
  }

  function stop(): Promise<void> {
    stopping ??= (async () => {
      for (const part of [...all].reverse()) {
        const { mark } = part
        if (mark && isAlive(mark)) await endProcess(mark, part.stopSignal, part.spec.stopWithinMs ?? 10_000)
      }
      guardian.stdin?.end()
    })()
    return stopping
  }

  return {
    parts,
    stop,
    async start(spec) {
      if (stopping) throw new Problem('stopped')
      const logFile = path.join(logDir, `${spec.name}.log`)
      const part: Part = { spec, stopSignal: spec.stopSignal ?? 'SIGTERM', logFile, deaths: [] }
      all.push(part)
      const ended = launch(part, 'w')
      await untilReady(part, ended)
      void keepAlive(part, ended)
    },
  }
}
