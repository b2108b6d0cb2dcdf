import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { userCache } from '../paths'
import { freePort } from '../ports'
import { explain, Problem } from '../problem'
import type { Log } from '../progress'
import { findProgram } from '../run'
import { documentdbIsBuilt, prepareDocumentdb, startDocumentdb, whyNoDocumentdb } from './documentdb'
import { isMongodbAnswering, type MongodbOptions } from './mongodbProbe'

export interface MongodbEngine {
  /** Without a database name. */
  uri: string
  taken: string
}

type Kind = 'mongod' | 'documentdb'

async function startMongod(program: string, options: MongodbOptions): Promise<string> {
  const folder = path.join(options.dataDir, 'mongod')
  mkdirSync(folder, { recursive: true })
  const port = options.port ?? (await freePort())
  const uri = `mongodb://127.0.0.1:${port}/`
  await options.supervisor.start({
    name: 'mongod',
    command: program,
    args: ['--port', String(port), '--bind_ip', '127.0.0.1', '--dbpath', folder],
    isReady: () => isMongodbAnswering(uri),
  })
  return uri
}

/** mongodb-memory-server's download of the real mongod; undefined when its host cannot be reached. */
async function downloadMongod(log: Log): Promise<string | undefined> {
  // `require`, for an import() of this CommonJS file means one thing to tsx and another to jest.
  const { MongoBinary } =
    require('mongodb-memory-server-core/lib/util/MongoBinary') as typeof import('mongodb-memory-server-core/lib/util/MongoBinary')
  try {
    return await log.step('fetching mongod', () =>
      MongoBinary.getPath({ downloadDir: path.join(userCache, 'mongod') }),
    )
  } catch (error) {
    log.line(`  MongoDB: mongod could not be fetched (${explain(error).split('\n')[0]}); trying the next way`)
    return undefined
  }
}

async function bringUp(
  options: MongodbOptions,
  kept: Kind | undefined,
): Promise<MongodbEngine & { kind: Kind }> {
  const { log } = options
  // A data folder stays with the engine that wrote it.
  if (kept !== 'documentdb') {
    const onPath = findProgram('mongod')
    if (onPath) return { kind: 'mongod', uri: await startMongod(onPath, options), taken: 'mongod on PATH' }
    // Built on this machine before: the download was already found out of reach here.
    const fetched = documentdbIsBuilt() && !kept ? undefined : await downloadMongod(log)
    if (fetched) return { kind: 'mongod', uri: await startMongod(fetched, options), taken: 'mongod, fetched' }
  }
  const obstacle = whyNoDocumentdb()
  if (kept === 'mongod' || obstacle) {
    throw new Problem(
      `No MongoDB: MONGODB_URI is not set, mongod is neither on PATH nor could it be fetched, and ${obstacle ?? 'this data folder was written by mongod'}.`,
    )
  }
  await prepareDocumentdb(log)
  return {
    kind: 'documentdb',
    uri: await startDocumentdb(options),
    taken: 'FerretDB on DocumentDB (PostgreSQL)',
  }
}

/**
 * Brings up a MongoDB-protocol engine: MONGODB_URI, mongod on PATH, mongod fetched, or (Debian, root, Go)
 * DocumentDB on PostgreSQL behind FerretDB; the first that this machine allows.
 */
export async function startMongodb(options: MongodbOptions): Promise<MongodbEngine> {
  const given = process.env.MONGODB_URI
  if (given) {
    if (!(await isMongodbAnswering(given))) {
      throw new Problem(`MONGODB_URI is set, but no MongoDB answers at ${new URL(given).host}.`)
    }
    return { uri: given, taken: 'MONGODB_URI' }
  }
  const note = path.join(options.dataDir, 'engine.json')
  const kept = existsSync(note)
    ? (JSON.parse(readFileSync(note, 'utf8')) as { mongodb: Kind }).mongodb
    : undefined
  const { kind, uri, taken } = await bringUp(options, kept)
  if (!kept) writeFileSync(note, JSON.stringify({ mongodb: kind }))
  return { uri, taken }
}
