/**
 * Before each test file: the worker's own database and Redis database, and the sandbox's credentials, so that
 * anything that reads its configuration from the environment finds a complete one.
 */
import { sandboxEnv } from '../sandboxEnv'
import { databaseName, redisDatabase, sandboxPort, webviewPort } from './workerNames'

const slot = Number(process.env.TEST_SLOT)
const firstPort = Number(process.env.TEST_FIRST_PORT)
const worker = Number(process.env.JEST_WORKER_ID)
const { TEST_MONGODB_URI, TEST_REDIS_URL } = process.env

Object.assign(process.env, {
  ...sandboxEnv({ sandboxUrl: `http://127.0.0.1:${sandboxPort(firstPort, worker)}` }),
  NODE_ENV: 'test',
  PUBLIC_URL: `http://127.0.0.1:${webviewPort(firstPort, worker)}`,
  MEDIA_DIR: '.cache/test/media',
  RATE_LIMIT_PER_MINUTE: '1000000',
  LOG_LEVEL: process.env.LOG_LEVEL ?? 'silent',
  MONGODB_URI: new URL(databaseName(slot, worker), TEST_MONGODB_URI).href,
  REDIS_URL: new URL(String(redisDatabase(slot, worker)), TEST_REDIS_URL).href,
})
