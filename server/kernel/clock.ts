let shift = 0
let frozenAt: number | undefined

/** The instant as the product sees it. Everything that decides by time asks here, so that tests can move it. */
export const now = (): Date => new Date(frozenAt ?? Date.now() + shift)

/** Moves the clock for tests and demonstrations. `ms` may be negative. */
export const advanceClock = (ms: number): void => {
  if (frozenAt === undefined) shift += ms
  else frozenAt += ms
}
/** Stops the clock at an instant until `resetClock`. */
export const freezeClock = (at: Date): void => {
  frozenAt = at.getTime()
}
export const resetClock = (): void => {
  shift = 0
  frozenAt = undefined
}

/** Now, and later than what was read before it: whatever another machine's clock said then. */
export const laterThan = (read: Date | undefined): Date =>
  new Date(Math.max(now().getTime(), (read?.getTime() ?? 0) + 1))
