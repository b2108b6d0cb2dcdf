import { mongo } from 'mongoose'
import type { Log } from '../progress'
import type { Supervisor } from '../supervisor'

export interface MongodbOptions {
  dataDir: string
  port?: number
  /** Tests lose nothing of worth: no waiting for the disk. */
  keepNothing: boolean
  supervisor: Supervisor
  log: Log
}

/** Whether a MongoDB-protocol server answers a question that reaches its storage. */
export async function isMongodbAnswering(uri: string): Promise<boolean> {
  const client = new mongo.MongoClient(uri, { serverSelectionTimeoutMS: 2000, connectTimeoutMS: 2000 })
  try {
    await client.connect()
    await client.db('admin').command({ listDatabases: 1, nameOnly: true })
    return true
  } catch {
    return false
  } finally {
    await client.close()
  }
}
