import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { worldFile } from './chainParts'
import { root } from './paths'
import { explain, Problem } from './problem'
import type { Log } from './progress'
import { run } from './run'

const loader = path.join(root, 'config/demo/load.ts')

/**
 * Loads the demo chain once per data folder and database; the mark is written when it is wholly there, so a
 * load that was cut off is done again.
 */
export async function loadDemoOnce(dataDir: string, env: NodeJS.ProcessEnv, log: Log): Promise<void> {
  const mark = path.join(dataDir, 'demo.json')
  // An own engine changes its port with every start but not its data.
  const database = process.env.MONGODB_URI ?? 'own'
  if (existsSync(mark) && existsSync(worldFile) && readFileSync(mark, 'utf8') === database) return
  if (!existsSync(loader)) {
    log.line('  Demo chain: config/demo/load.ts is missing, starting empty')
    return
  }
  try {
    await log.step('loading the demo chain (once)', () =>
      run(process.execPath, ['--import', 'tsx', loader], {
        cwd: root,
        env,
        onLine: (line) => log.line(`    ${line}`),
      }),
    )
  } catch (error) {
    throw new Problem(`The demo chain could not be loaded: ${explain(error)}`)
  }
  writeFileSync(mark, database)
}
