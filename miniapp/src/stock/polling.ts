/** Milliseconds until the next look at live stock. */
export const FAST = 800
export const SLOW = 5000
const FAST_FOR = 120_000

/** Fast for the first two minutes on a page (a change shows within 1 s, ST-3), then slow; slow while it fails. */
export const nextLook = (shownForMs: number, failures: number): number =>
  failures > 0 || shownForMs >= FAST_FOR ? SLOW : FAST
