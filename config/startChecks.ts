import { accessSync, constants, mkdirSync, statfsSync } from 'node:fs'
import path from 'node:path'
import { tryLock } from './lock'
import { isPortFree } from './ports'
import { Problem } from './problem'
import { endLeftovers } from './runFile'
import type { StartOptions } from './startOptions'

const NEEDED_BYTES = 300e6

/** The data folder exists, can be written, has room, and is this process's alone (until `unlock` of the result). */
export async function takeDataDir(dataDir: string): Promise<string> {
  mkdirSync(dataDir, { recursive: true })
  accessSync(dataDir, constants.W_OK)
  const disk = statfsSync(dataDir)
  const free = disk.bavail * disk.bsize
  if (free < NEEDED_BYTES) {
    throw new Problem(`Only ${Math.floor(free / 1e6)} MB are free for ${dataDir}; 300 MB are needed.`)
  }
  const lock = path.join(dataDir, 'lock')
  const holder = tryLock(lock)
  if (holder) {
    throw new Problem(
      `Hedian already runs on ${dataDir} (process ${holder.pid}): stop it first or choose another folder with --data-dir.`,
    )
  }
  await endLeftovers(dataDir)
  return lock
}

/** Every port the chain opens to people is free. */
export async function checkPorts({ port, sandboxPort, webviewPort }: StartOptions): Promise<void> {
  const wanted = { '--port': port, '--sandbox-port': sandboxPort, '--webview-port': webviewPort }
  for (const [option, at] of Object.entries(wanted)) {
    if (!(await isPortFree(at))) {
      throw new Problem(`Port ${at} is taken by another program: stop it or choose another with ${option}.`)
    }
  }
}
