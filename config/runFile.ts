import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Addresses } from './addresses'
import { projectCache } from './paths'
import { endProcess, type ProcessMark } from './processes'
import type { RunningPart } from './supervisor'

/** What a running chain tells others: who supervises it, its parts with their pids, its addresses. */
export interface RunState {
  supervisor: ProcessMark
  dataDir: string
  parts: RunningPart[]
  addresses?: Addresses
}

const inside = (dataDir: string) => path.join(dataDir, 'run.json')
/** The chain started last in this clone, whatever its data folder. */
const latest = path.join(projectCache, 'run.json')

function read(file: string): RunState | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as RunState) : undefined
}

/** Written whole or not at all. */
export function writeRunState(state: RunState): void {
  mkdirSync(projectCache, { recursive: true })
  for (const file of [inside(state.dataDir), latest]) {
    writeFileSync(`${file}.partial`, JSON.stringify(state, null, 2))
    renameSync(`${file}.partial`, file)
  }
}

/** Takes the state away at the end; the clone's file only if no later chain wrote it. */
export function removeRunState(dataDir: string): void {
  rmSync(inside(dataDir), { force: true })
  if (read(latest)?.dataDir === dataDir) rmSync(latest)
}

/** Ends what an earlier chain on this folder left behind: only processes that are certainly the same ones. */
export async function endLeftovers(dataDir: string): Promise<void> {
  const earlier = read(inside(dataDir))
  for (const part of [...(earlier?.parts ?? [])].reverse()) await endProcess(part, 'SIGTERM', 5000)
  rmSync(inside(dataDir), { force: true })
}
