import { Redis } from 'ioredis'
import { mongo } from 'mongoose'
import type { TestEngines } from './testEngines'
import { databasePrefix, redisDatabase } from './workerNames'

/** Drops all databases of one run's slot, also what a run that was killed left there. */
export async function clearDatabases({ mongodb, redis, slot }: TestEngines): Promise<void> {
  const client = await mongo.MongoClient.connect(mongodb)
  const { databases } = await client.db('admin').admin().listDatabases({ nameOnly: true })
  for (const { name } of databases) {
    if (name.startsWith(databasePrefix(slot))) await client.db(name).dropDatabase()
  }
  await client.close()
  const cache = new Redis(redis)
  for (let worker = 1; worker <= 4; worker++) {
    await cache.select(redisDatabase(slot, worker))
    await cache.flushdb()
  }
  await cache.quit()
}
