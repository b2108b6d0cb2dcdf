/** A process of its own that supervises two parts until it is ended: `superviseFakes.ts FOLDER`; prints their marks. */
import { silentLog } from '../../config/progress'
import { createSupervisor } from '../../config/supervisor'
import { fakePart, living } from './fakeParts'

async function main(folder: string): Promise<void> {
  const supervisor = createSupervisor({ log: silentLog, logDir: folder })
  process.once('SIGTERM', () => void supervisor.stop().then(() => process.exit(0)))
  await supervisor.start(fakePart('engine', living))
  await supervisor.start(fakePart('server', `process.on('SIGTERM', () => {}); ${living}`))
  process.stdout.write(`${JSON.stringify(supervisor.parts())}\n`)
}

void main(process.argv[2] ?? '')
