import net from 'node:net'

/** A TCP port of the loopback that is free now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as net.AddressInfo
      server.close(() => resolve(port))
    })
  })
}

/** Whether a port can be bound on every interface, as the product's servers bind it. */
export function isPortFree(port: number): Promise<boolean> {
  const canBind = (host?: string) =>
    new Promise<boolean>((resolve) => {
      const server = net.createServer()
      server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code !== 'EADDRINUSE'))
      server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)))
    })
  return canBind().then((free) => free && canBind('127.0.0.1'))
}

/** Whether something accepts TCP connections there. */
export function answers(host: string, port: number, timeoutMs = 2000): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect({ host, port, timeout: timeoutMs })
    const end = (result: boolean) => {
      socket.destroy()
      resolve(result)
    }
    socket.once('connect', () => end(true))
    socket.once('error', () => end(false))
    socket.once('timeout', () => end(false))
  })
}

const LOWEST = 20_000
const HIGHEST = 30_000

/**
 * The first of `count` ports in a row that are free, below the range systems hand out for outgoing connections, so
 * that they stay free until they are used.
 */
export async function freeRange(count: number): Promise<number> {
  for (;;) {
    const first = LOWEST + Math.floor(Math.random() * (HIGHEST - LOWEST - count))
    const states = await Promise.all(Array.from({ length: count }, (_, at) => isPortFree(first + at)))
    if (states.every(Boolean)) return first
  }
}
