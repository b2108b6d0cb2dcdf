/**
 * Outlives the supervisor by a few seconds: it holds the other end of a pipe on which the supervisor names its
 * children ({ add } and { remove }). When the pipe ends, for whatever reason (kill -9 included), it ends every
 * child still alive, last started first, and goes.
 */
import { createInterface } from 'node:readline'
import { endProcess, type ProcessMark } from './processes'

export interface GuardedProcess extends ProcessMark {
  stopSignal: NodeJS.Signals
}
export type GuardianMessage = { add: GuardedProcess } | { remove: number }

const children = new Map<number, GuardedProcess>()
const lines = createInterface({ input: process.stdin })
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => {})

lines.on('line', (line) => {
  const message = JSON.parse(line) as GuardianMessage
  if ('add' in message) children.set(message.add.pid, message.add)
  else children.delete(message.remove)
})
lines.on('close', async () => {
  for (const child of [...children.values()].reverse()) await endProcess(child, child.stopSignal, 3000)
  process.exit(0)
})
