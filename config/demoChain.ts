import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fingerprint } from './build'
import { sandboxDir, worldFile } from './chainParts'
import { root } from './paths'
import { explain, Problem } from './problem'
import type { Log } from './progress'
import { run } from './run'

const loader = path.join(root, 'config/demo/load.ts')

/**
 * Loads the demo chain once per data folder and database, and again when its sources changed. The mark is
 * written when it is wholly there, so a load that was cut off is done again.
 */
export async function loadDemoOnce(dataDir: string, env: NodeJS.ProcessEnv, log: Log): Promise<void> {
  const mark = path.join(dataDir, 'demo.mark')
  // An own engine changes its port with every start but not its data.
  const loaded = `${process.env.MONGODB_URI ?? 'own'} ${fingerprint([path.dirname(loader)])}`
  if (existsSync(mark) && existsSync(worldFile) && readFileSync(mark, 'utf8') === loaded) return
  if (!existsSync(loader)) {
    log.line('  Demo chain: config/demo/load.ts is missing, starting empty')
    return
  }
  try {
    await log.step('loading the demo chain (once)', () =>
      run(process.execPath, ['--import', 'tsx', loader], {
        cwd: root,
        env: { ...env, SANDBOX_DATA: sandboxDir(dataDir), LOG_LEVEL: 'warn' },
        onLine: (line) => log.line(`    ${line}`),
      }),
    )
  } catch (error) {
    throw new Problem(`The demo chain could not be loaded: ${explain(error)}`)
  }
  writeFileSync(mark, loaded)
}
