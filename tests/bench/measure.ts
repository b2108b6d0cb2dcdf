import autocannon, { type Request } from 'autocannon'

export interface Figures {
  /** Answers per second. */
  rate: number
  /** ms */
  p99: number
}

/** One JSON line of the bench. */
export interface Result {
  name: string
  scale: number
  /** Answers per second, median of the rounds. */
  ours: number
  limit: number
  /** Median over the rounds of ours ÷ limit measured right after it. */
  ratio: number
  /** Of ours, ms, median of the rounds. */
  p99: number
  rounds: number
}

const CONNECTIONS = 50

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

/** Loads a server of this machine for some seconds; every answer must have the status. */
export async function load({ url, requests, status = 200 }: Side, seconds: number): Promise<Figures> {
  let joined = 0
  const result = await autocannon({
    url,
    connections: CONNECTIONS,
    duration: seconds,
    // Each connection goes through all requests from a place of its own.
    setupClient: (client) => {
      const start = Math.floor((requests.length / CONNECTIONS) * joined++)
      client.setRequests([...requests.slice(start), ...requests.slice(0, start)])
    },
  })
  const { errors, timeouts, statusCodeStats = {} } = result
  const others = Object.keys(statusCodeStats).filter((it) => it !== String(status))
  if (others.length || errors || timeouts)
    throw new Error(`${url}: answers ${others.join(', ') || status}, ${errors} errors, ${timeouts} timeouts`)
  return { rate: result.requests.total / result.duration, p99: result.latency.p99 }
}

export interface Side {
  url: string
  requests: readonly Request[]
  /** Of every answer; 200 unless told. */
  status?: number
}

/** Alternates two servers (A B A B …) after a warm-up of both, so that what else the machine does hits both alike. */
export async function alternate(
  { name, scale, rounds, seconds }: { name: string; scale: number; rounds: number; seconds: number },
  ours: Side,
  limit: Side,
): Promise<Result> {
  for (const side of [ours, limit]) await load(side, 3)
  const pairs: { ours: Figures; limit: Figures }[] = []
  for (let round = 0; round < rounds; round++)
    pairs.push({
      ours: await load(ours, seconds),
      limit: await load(limit, seconds),
    })
  const ratio = median(pairs.map((it) => it.ours.rate / it.limit.rate))
  return {
    name,
    scale,
    ours: Math.round(median(pairs.map((it) => it.ours.rate))),
    limit: Math.round(median(pairs.map((it) => it.limit.rate))),
    ratio: Math.round(ratio * 1000) / 1000,
    p99: median(pairs.map((it) => it.ours.p99)),
    rounds,
  }
}
