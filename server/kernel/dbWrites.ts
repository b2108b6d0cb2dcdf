import { createRequire } from 'node:module'
import type { Socket } from 'node:net'
import path from 'node:path'
import mongoose from 'mongoose'

interface DriverConnection {
  readonly socket: Socket
  writeCommand(this: DriverConnection, ...rest: unknown[]): Promise<void>
}

const ended = () =>
  new mongoose.mongo.MongoNetworkError('the connection ended before the command was written')

/**
 * Lets a command fail whose connection ends while it is written. The driver (seen in 7.8) writes to a socket that is
 * already destroyed, is told to wait for `drain`, and waits for ever: a query never answers; and where it was the
 * heartbeat, the database is never found again. A network error instead is what the driver knows how to heal.
 */
export function failEndedWrites(): void {
  const ofMongoose = createRequire(createRequire(path.resolve('package.json')).resolve('mongoose'))
  const { Connection } = ofMongoose('mongodb/lib/cmap/connection.js') as {
    Connection: { prototype: DriverConnection }
  }
  const { writeCommand } = Connection.prototype
  Connection.prototype.writeCommand = function (...rest) {
    const { socket } = this
    if (socket.destroyed) return Promise.reject(ended())
    return new Promise((resolve, reject) => {
      const onClose = () => reject(ended())
      socket.once('close', onClose)
      void writeCommand
        .apply(this, rest)
        .then(resolve, reject)
        .finally(() => socket.off('close', onClose))
    })
  }
}
