import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** A cable to a server that tests can pull: a TCP forwarder on a port of its own. */
export async function buildWire(target: string) {
  const goal = new URL(target)
  const sockets = new Set<Socket>()
  let isFrozen = false
  const keep = (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => socket.destroy()).on('close', () => sockets.delete(socket))
  }
  const server = createServer((near) => {
    // Accepted in the moment of the cut: it must not outlive it.
    if (!server.listening) return void near.destroy()
    const far = connect(Number(goal.port), goal.hostname)
    keep(near)
    keep(far)
    near.on('close', () => far.destroy())
    far.on('close', () => near.destroy())
    if (isFrozen) near.resume()
    else near.pipe(far).pipe(near)
  })
  const listen = (port: number) => new Promise<void>((done) => server.listen(port, '127.0.0.1', done))
  await listen(0)
  const { port } = server.address() as AddressInfo
  const url = new URL(target)
  url.host = `127.0.0.1:${port}`

  const cut = async () => {
    const closed = new Promise((done) => server.close(done))
    for (const socket of sockets) socket.destroy()
    await closed
  }
  return {
    url: url.href,
    /** Every connection breaks and new ones are refused. */
    cut,
    mend: () => listen(port),
    /** Connections stand and new ones are taken, but what is said on them is never heard, not even after `thaw`. */
    freeze: () => {
      isFrozen = true
      for (const socket of sockets) socket.unpipe().resume()
    },
    /** New connections are heard again. */
    thaw: () => {
      isFrozen = false
    },
    stop: async () => {
      if (server.listening) await cut()
    },
  }
}
export type Wire = Awaited<ReturnType<typeof buildWire>>
