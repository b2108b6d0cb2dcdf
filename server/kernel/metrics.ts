import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

export const registry = new Registry()

/** Event loop, memory and garbage collection figures; once per process. */
export const collectProcessMetrics = (): void => collectDefaultMetrics({ register: registry })

export const requestSeconds = new Histogram({
  name: 'hedian_http_request_seconds',
  help: 'Time to answer, by route and status',
  labelNames: ['route', 'status'] as const,
  buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
  registers: [registry],
})
export const eventsHandled = new Counter({
  name: 'hedian_events_total',
  help: 'Outbox events handled by workers, by name and outcome',
  labelNames: ['name', 'outcome'] as const,
  registers: [registry],
})
export const outboxDelay = new Gauge({
  name: 'hedian_outbox_oldest_seconds',
  help: 'Age of the oldest event not yet handled',
  registers: [registry],
})
export const liveStockReads = new Counter({
  name: 'hedian_live_stock_reads_total',
  help: 'Live stock look-ups, by where they were answered from',
  labelNames: ['source'] as const,
  registers: [registry],
})
