import { platform } from '../platform'

export interface Metrics {
  /** Height of the system's status bar, px. */
  status: number
  /** Height of the title row under it, px: as tall as keeps the capsule in its middle. */
  bar: number
  /** What the capsule takes from the right edge, px. */
  capsule: number
}

let known: Metrics | undefined

const measure = (): Metrics => {
  const { status, width, capsule } = platform.chrome()
  if (!capsule) return { status, bar: 44, capsule: 0 }
  return {
    status,
    bar: Math.max(40, (capsule.top - status) * 2 + capsule.height),
    capsule: width - capsule.left + 8,
  }
}

/** Where a custom title bar has to be on this phone; measured once. */
export const metrics = (): Metrics => (known ??= measure())
