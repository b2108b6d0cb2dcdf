import { daily } from '../../kernel/daily'
import type { JobSet } from '../../kernel/jobs'
import { listen } from '../../kernel/outbox'
import { stockChanged } from '../inventory/inventory.events'
import { followSales, lookAtChange } from './alerts.watch'

/** 04:30 in Shanghai: before the day's transfers are suggested. */
const EARLY = 4 * 60 + 30

export const alertsJobs: JobSet = {
  listeners: [listen(stockChanged, 'alerts.judge', lookAtChange)],
  schedules: [daily('alerts.followSales', EARLY, followSales)],
}
