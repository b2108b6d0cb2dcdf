import net, { type Socket } from 'node:net'
import mongoose from 'mongoose'
import { connectDb, disconnectDb } from '../../server/kernel/db'

describe('a connection to the database that ends under a command (TR-3)', () => {
  it('fails the command, which is then tried again on a new one', async () => {
    const sockets: Socket[] = []
    const { createConnection } = net
    jest.spyOn(net, 'createConnection').mockImplementation(((options: net.NetConnectOpts) => {
      const socket = createConnection(options)
      sockets.push(socket)
      return socket
    }) as typeof net.createConnection)
    await connectDb()
    const client = mongoose.connection.getClient()
    const ping = () => client.db().admin().ping()
    await ping()
    let ended = 0
    client.once('connectionCheckedOut', () => {
      for (const socket of sockets) socket.destroy()
      ended = sockets.length
    })
    const answer = await ping().then(
      () => 'answered',
      (error: unknown) => (error instanceof mongoose.mongo.MongoNetworkError ? 'refused' : String(error)),
    )
    expect(ended).toBeGreaterThan(1)
    expect(answer).toBe('refused')
    expect(await ping()).toMatchObject({ ok: 1 })
    jest.restoreAllMocks()
    await disconnectDb()
  })
})
