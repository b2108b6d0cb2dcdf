/**
 * Loads the demo chain into the database the environment names and writes what the sandbox needs to know of it.
 * Safe to run again: rows are written by id. `--scale 10` loads ten times the chain (bench); `--no-pictures`
 * leaves the pictures alone.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { connectDb, disconnectDb, ensureIndexes } from '../../server/kernel/db'
import { disconnectRedis } from '../../server/kernel/redis'
import { buildChain } from './chain'
import { demoPayments } from './chains'
import { loadChain } from './loadChain'
import { makePictures } from './pictures'
import { world } from './world'

const demoDir = path.resolve(__dirname, '../../.cache/demo')
const say = (line: string) => process.stdout.write(`${line}\n`)

/** What was paid, where the sandbox of this chain looks for it. */
function tellSandbox(paid: object[]): void {
  const dir = process.env.SANDBOX_DATA
  if (!dir) return
  mkdirSync(dir, { recursive: true })
  writeFileSync(path.join(dir, 'paid.json'), JSON.stringify(paid))
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { scale: { type: 'string', default: '1' }, 'no-pictures': { type: 'boolean', default: false } },
  })
  const chain = buildChain({ now: new Date(), scale: Number(values.scale) })
  await connectDb()
  await ensureIndexes()
  await loadChain(chain, say)
  tellSandbox(await demoPayments(chain))
  await Promise.all([disconnectDb(), disconnectRedis()])
  mkdirSync(demoDir, { recursive: true })
  if (values.scale === '1') writeFileSync(path.join(demoDir, 'world.json'), JSON.stringify(world(chain)))
  if (!values['no-pictures']) say(`${await makePictures(path.join(demoDir, 'media'), chain)} pictures made`)
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
    process.exit(1)
  },
)
