import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statfsSync } from 'node:fs'
import path from 'node:path'
import { userCache } from '../paths'
import { answers, freePort } from '../ports'
import { Problem } from '../problem'
import { silentLog, type Log } from '../progress'
import { findProgram, run, succeeds } from '../run'
import { withLock } from '../lock'
import { createSupervisor } from '../supervisor'
import { aptInstall, canApt, isDebian } from './apt'
import { debianMirror } from './debianMirror'
import { isMongodbAnswering, type MongodbOptions } from './mongodbProbe'

/** Bumped when the recipe changes, so that an older build is not taken for it. */
const home = path.join(userCache, 'documentdb-1')
const system = path.join(home, 'debian')
const template = path.join(home, 'cluster')
const ferretdb = path.join(home, 'bin', 'ferretdb')
const FERRETDB = 'github.com/FerretDB/FerretDB/v2/cmd/ferretdb@v2.7.0'
const pgBin = '/usr/lib/postgresql/18/bin'
const NEEDED_BYTES = 2.5e9

const go = () => findProgram('go', ['/usr/local/go/bin', '/usr/lib/go/bin'])

/** Whether the slow work was done on this machine before. */
export const documentdbIsBuilt = () => [system, template, ferretdb].every((part) => existsSync(part))

/** What keeps this machine from running DocumentDB behind FerretDB, as the end of a sentence; else undefined. */
export function whyNoDocumentdb(): string | undefined {
  if (!isDebian() || !canApt()) return 'DocumentDB with FerretDB needs Debian and root'
  if (!succeeds('unshare', ['--mount', 'true'])) return 'DocumentDB with FerretDB needs the right to mount'
  if (documentdbIsBuilt()) return undefined
  const program = go()
  if (!program) return 'DocumentDB with FerretDB needs Go 1.24 or newer on PATH'
  return undefined
}

/** The arguments that run a program as `postgres` inside the engine's own Debian, with `data` at /srv/data. */
function inside(data: string, command: string[]): string[] {
  // Mounts live in a private namespace: they end with the process and never show outside.
  const script = [
    'mount -t proc proc "$1/proc" && mount --rbind /dev "$1/dev" && mount --bind "$2" "$1/srv/data" || exit 9',
    'root=$1; shift 2; exec chroot "$root" setpriv --reuid=postgres --regid=postgres --init-groups "$@"',
  ].join('\n')
  return ['--mount', '--propagation', 'private', 'sh', '-c', script, 'engine', system, data, ...command]
}

const settings = (port: number, keepNothing: boolean) =>
  Object.entries({
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    shared_preload_libraries: 'pg_cron,pg_documentdb_core,pg_documentdb,pg_documentdb_extended_rum_core',
    'cron.database_name': 'postgres',
    'cron.host': '127.0.0.1',
    'cron.log_run': 'off',
    'cron.log_statement': 'off',
    shared_buffers: '256MB',
    max_connections: 200,
    wal_level: 'minimal',
    max_wal_senders: 0,
    max_wal_size: '2GB',
    jit: 'off',
    random_page_cost: 1.1,
    log_min_messages: 'warning',
    log_checkpoints: 'off',
    ...(keepNothing ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } : {}),
  }).flatMap(([name, value]) => ['-c', `${name}=${value}`])

const postgresPart = (data: string, port: number, keepNothing: boolean) => ({
  name: 'postgres',
  command: 'unshare',
  args: inside(data, [`${pgBin}/postgres`, '-D', '/srv/data', ...settings(port, keepNothing)]),
  // Fast shutdown: ends sessions, keeps everything committed.
  stopSignal: 'SIGINT' as const,
  isReady: async () =>
    (await answers('127.0.0.1', port)) &&
    succeeds('chroot', [system, `${pgBin}/pg_isready`, '-q', '-h', '127.0.0.1', '-p', String(port)]),
})

/** An empty folder that only the engine's `postgres` user may enter, as PostgreSQL demands. */
function clusterFolder(folder: string): void {
  const [, , uid, gid] = /^postgres:.*$/m
    .exec(readFileSync(path.join(system, 'etc/passwd'), 'utf8'))![0]
    .split(':')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  chownSync(folder, Number(uid), Number(gid))
}

async function buildSystem(log: Log): Promise<void> {
  if (!findProgram('debootstrap', ['/usr/sbin'])) await aptInstall(['debootstrap'], log)
  const free = statfsSync(home)
  if (free.bavail * free.bsize < NEEDED_BYTES) {
    throw new Problem(
      `The engine needs 2.5 GB at ${home}, which has ${Math.floor((free.bavail * free.bsize) / 1e6)} MB free.`,
    )
  }
  const partial = `${system}.partial`
  rmSync(partial, { recursive: true, force: true })
  const include = '--include=postgresql-18-documentdb'
  // The script is named because older debootstraps do not know this suite.
  const script = '/usr/share/debootstrap/scripts/sid'
  const debootstrap = ['debootstrap', '--variant=minbase', include, 'forky', partial, debianMirror(), script]
  // In a mount namespace of its own: what it mounts goes with it, even when it is killed.
  await log.step('fetching PostgreSQL with DocumentDB (once, about 90 s)', () =>
    run('unshare', ['--mount', '--propagation', 'private', ...debootstrap], {
      failure: 'fetching PostgreSQL with DocumentDB failed',
    }),
  )
  mkdirSync(path.join(partial, 'srv/data'), { recursive: true })
  rmSync(path.join(partial, 'var/cache/apt/archives'), { recursive: true, force: true })
  renameSync(partial, system)
}

async function buildTemplate(log: Log): Promise<void> {
  const partial = `${template}.partial`
  rmSync(partial, { recursive: true, force: true })
  clusterFolder(partial)
  const port = await freePort()
  const supervisor = createSupervisor({ log: silentLog, logDir: path.join(home, 'logs') })
  await log.step('creating the database cluster', async () => {
    const initdb = [
      '-D',
      '/srv/data',
      '--auth=trust',
      '-U',
      'postgres',
      '--encoding=UTF8',
      '--locale=C.UTF-8',
    ]
    await run('unshare', inside(partial, [`${pgBin}/initdb`, ...initdb, '--no-sync']))
    try {
      await supervisor.start(postgresPart(partial, port, true))
      const psql = [system, '/usr/bin/psql', '-q', '-h', '127.0.0.1', '-p', String(port), '-U', 'postgres']
      await run('chroot', [...psql, '-c', 'create extension documentdb cascade'])
    } finally {
      await supervisor.stop()
    }
  })
  renameSync(partial, template)
}

async function buildFerretdb(log: Log): Promise<void> {
  const program = go()
  if (!program) throw new Problem('FerretDB needs Go 1.24 or newer on PATH.')
  await log.step('building FerretDB (once)', () =>
    run(program, ['install', FERRETDB], {
      env: { ...process.env, GOBIN: path.dirname(ferretdb), GOFLAGS: '' },
      failure: 'building FerretDB failed',
    }),
  )
}

/** Builds what is missing of the engine in the user's cache; simultaneous callers build it once. */
export async function prepareDocumentdb(log: Log): Promise<void> {
  if (documentdbIsBuilt()) return
  mkdirSync(home, { recursive: true })
  const build = async () => {
    await Promise.all([
      existsSync(ferretdb) ? undefined : buildFerretdb(log),
      existsSync(system) ? undefined : buildSystem(log),
    ])
    if (!existsSync(template)) await buildTemplate(log)
  }
  await withLock(path.join(home, 'lock'), build, () =>
    log.line('  waiting for another start to build the engine …'),
  )
}

/** Starts an own cluster under the data folder, copied from the template at first, and FerretDB before it. */
export async function startDocumentdb({
  dataDir,
  port,
  keepNothing,
  supervisor,
  log,
}: MongodbOptions): Promise<string> {
  const data = path.join(dataDir, 'postgres')
  const state = path.join(dataDir, 'ferretdb')
  mkdirSync(state, { recursive: true })
  if (!existsSync(data)) {
    const partial = `${data}.partial`
    rmSync(partial, { recursive: true, force: true })
    await log.step('copying the database cluster', () =>
      run('cp', ['-a', '--reflink=auto', template, partial]),
    )
    renameSync(partial, data)
  }
  const pgPort = await freePort()
  await supervisor.start(postgresPart(data, pgPort, keepNothing))
  const at = port ?? (await freePort())
  const uri = `mongodb://127.0.0.1:${at}/`
  await supervisor.start({
    name: 'ferretdb',
    command: ferretdb,
    args: [
      `--postgresql-url=postgres://postgres@127.0.0.1:${pgPort}/postgres`,
      `--listen-addr=127.0.0.1:${at}`,
      `--state-dir=${state}`,
      '--debug-addr=-',
      '--no-auth',
      '--telemetry=disable',
      '--log-level=WARN',
    ],
    isReady: () => isMongodbAnswering(uri),
  })
  return uri
}
