import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/** A process that cannot be mistaken for a later one of the same number: pid and the moment it started. */
export interface ProcessMark {
  pid: number
  started: string
}

/** Reads state and start time; undefined when no such process lives (a zombie does not live). */
function startOf(pid: number): string | undefined {
  try {
    if (process.platform === 'linux') {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      return fields[0] === 'Z' || fields[0] === 'X' ? undefined : fields[19]
    }
    const line = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim()
    return line === '' || line.startsWith('Z') ? undefined : line.slice(line.indexOf(' ')).trim()
  } catch {
    return undefined
  }
}

/** The mark of a living process. */
export function markOf(pid: number): ProcessMark | undefined {
  const started = startOf(pid)
  return started === undefined ? undefined : { pid, started }
}

/** Whether exactly that process still lives. */
export const isAlive = (mark: ProcessMark) => startOf(mark.pid) === mark.started

/** Sends a signal to exactly that process, if it still lives. */
export function signal(mark: ProcessMark, name: NodeJS.Signals): void {
  if (!isAlive(mark)) return
  try {
    process.kill(mark.pid, name)
  } catch {
    // It ended between the two lines.
  }
}

/** Resolves true as soon as the process is gone, false when it still lives after `withinMs`. */
export async function waitForEnd(mark: ProcessMark, withinMs: number): Promise<boolean> {
  const until = Date.now() + withinMs
  while (isAlive(mark)) {
    if (Date.now() > until) return false
    await sleep(25)
  }
  return true
}

/** Ends one process: its own stop signal first, SIGKILL when it has not gone within `graceMs`. */
export async function endProcess(
  mark: ProcessMark,
  stopSignal: NodeJS.Signals,
  graceMs: number,
): Promise<void> {
  signal(mark, stopSignal)
  if (await waitForEnd(mark, graceMs)) return
  signal(mark, 'SIGKILL')
  await waitForEnd(mark, 2000)
}
