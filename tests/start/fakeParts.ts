import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { PartSpec } from '../../config/supervisor'

/** A part that runs a line of JavaScript in Node; ready at once unless told otherwise. */
export const fakePart = (name: string, script: string, more: Partial<PartSpec> = {}): PartSpec => ({
  name,
  command: process.execPath,
  args: ['-e', script],
  isReady: async () => true,
  ...more,
})

/** Lives until it is told to end. */
export const living = 'setInterval(() => {}, 1000)'

/** An empty folder for one test file, and its removal. */
export function ownFolder(): { folder: string; remove: () => void } {
  const folder = mkdtempSync(path.join(tmpdir(), 'hedian-start-'))
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/** Waits until the condition holds; the test's own time limit ends a wait in vain. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await sleep(25)
}
