const HOUR = 3600_000

/** Orders a store's own couriers bring in an hour (OR-1, OR-5). */
export const DELIVERIES_PER_HOUR = 12

/** The hour an instant lies in: by its beginning. China's zone is whole hours away, so it is the hour of the wall clock. */
export const hourOf = (at: Date): Date => new Date(Math.floor(at.getTime() / HOUR) * HOUR)
