/** The sandbox's own time: it can jump and run faster, so that expiry can be seen without waiting. */
export type SandboxClock = ReturnType<typeof createClock>

export function createClock(real: () => number = Date.now) {
  let realBase = real()
  let base = realBase
  let rate = 1

  const now = () => base + (real() - realBase) * rate
  const rebase = (to: number, nextRate: number) => {
    base = to
    realBase = real()
    rate = nextRate
  }

  return {
    /** Milliseconds since the epoch, in sandbox time. */
    now,
    /** Whole seconds since the epoch, as the platforms write time. */
    seconds: () => Math.floor(now() / 1000),
    rate: () => rate,
    advance: (ms: number) => rebase(now() + ms, rate),
    set: (ms: number) => rebase(ms, rate),
    /** 0 stops the clock, 1 is real speed, 60 a minute per second. */
    setRate: (next: number) => rebase(now(), next),
    reset: () => rebase(real(), 1),
  }
}
