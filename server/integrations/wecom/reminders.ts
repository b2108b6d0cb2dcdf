const WINDOW_MS = 86_400_000
/** WeCom reminds of one message so often within 24 hours; moments are reminded of as often. */
export const MOST_REMINDERS = 3

/** The reminders that still count. */
export const recentReminders = (remindedAt: readonly Date[], at: Date): Date[] =>
  remindedAt.filter((it) => at.getTime() - it.getTime() < WINDOW_MS)
