/** A deterministic source of chance. Streams of different names are independent, so adding one changes no other. */
export type Random = {
  /** Uniform in [0, 1). */
  next(): number
  /** Integer in [from, to], both ends included. */
  int(from: number, to: number): number
  chance(probability: number): boolean
  pick<T>(list: readonly T[]): T
  /** `count` different entries in random order. */
  sample<T>(list: readonly T[], count: number): T[]
  /** `length` characters of the alphabet. */
  text(length: number, alphabet: string): string
}

function hash(name: string): number {
  let h = 2166136261
  for (let i = 0; i < name.length; i++) h = Math.imul(h ^ name.charCodeAt(i), 16777619)
  return h >>> 0
}

/** The stream called `name` under `seed` (mulberry32). */
export function randomOf(seed: number, name: string): Random {
  let state = (hash(name) ^ Math.imul(seed | 0, 0x9e3779b1)) >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const int = (from: number, to: number) => from + Math.floor(next() * (to - from + 1))
  const pick = <T>(list: readonly T[]): T => {
    if (list.length === 0) throw new Error('pick from an empty list')
    return list[Math.floor(next() * list.length)] as T
  }
  return {
    next,
    int,
    pick,
    chance: (probability) => next() < probability,
    sample: (list, count) => {
      const rest = [...list]
      const out = []
      while (out.length < count && rest.length > 0) out.push(...rest.splice(int(0, rest.length - 1), 1))
      return out
    },
    text: (length, alphabet) => Array.from({ length }, () => alphabet[int(0, alphabet.length - 1)]).join(''),
  }
}

export const ALPHANUMERIC = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** `prefix` and a number padded to `width`, e.g. `sto_0001`. */
export const idOf = (prefix: string, number: number, width: number) =>
  `${prefix}_${String(number).padStart(width, '0')}`
