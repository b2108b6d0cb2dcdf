import { randomInt } from 'node:crypto'
import { fieldIndex } from './fieldCrypto'

/** Digits below this are for exercises (GU-8) and nobody's. */
const FIRST_DRAWN = 10_000
/** Digits for somebody; whoever writes them sees to it that nobody else has them. */
export const drawDigits = (): string => String(randomInt(FIRST_DRAWN, 100_000_000)).padStart(8, '0')
/** Whether digits can only be an exercise's; those drawn before there were exercises are looked up first. */
export const isExerciseDigits = (digits: string): boolean => /^0000[1-9]\d{3}$/.test(digits)
/** Digits without the spaces and dashes they are written with; a QR text as it is. */
export const typedCode = (code: string): string => {
  const typed = code.replace(/[\s-]/g, '')
  return /^\d{8}$/.test(typed) ? typed : code
}

/** A QR text is valid for its own half minute and the one after. */
const QR_MS = 30_000
/** The half minute an instant lies in. */
const windowOf = (at: Date): number => Math.floor(at.getTime() / QR_MS)

interface Kind<D> {
  /** Begins the QR text, e.g. `HD1`. */
  mark: string
  /** Of the ids it names, e.g. `ord`. */
  prefix: string
  /** Keeps the signatures of two kinds apart. */
  purpose: string
  byId: (id: string) => Promise<D | null>
  byDigits: (digits: string) => Promise<D | null>
  /** The digits of what was found; undefined where it has no code. */
  digitsOf: (it: D) => string | undefined
}

/**
 * Codes a shopper shows in the shop (OR-3, CO-3): 8 digits to be read aloud, and a signed QR text
 * `<mark>.<id>.<half minute>.<signature>` that renews itself, so that a picture of it is soon worth nothing.
 */
export function rollingCode<D>({ mark, prefix, purpose, byId, byDigits, digitsOf }: Kind<D>) {
  const parts = new RegExp(`^${mark}\\.(${prefix}_[A-Za-z0-9_-]{1,40})\\.(\\d{1,12})\\.([A-Za-z0-9_-]{16})$`)
  const signatureOf = (id: string, digits: string, window: number): string =>
    fieldIndex(purpose, `${id}.${digits}.${window}`).slice(0, 16)

  return {
    /** What is shown at an instant, and when the QR text changes. */
    show(id: string, digits: string, at: Date) {
      const window = windowOf(at)
      return {
        digits,
        qr: `${mark}.${id}.${window}.${signatureOf(id, digits, window)}`,
        refreshAt: new Date((window + 1) * QR_MS).toISOString(),
      }
    },
    /**
     * What a shown code stands for: digits (spaces and dashes do not count) or QR; `stale` for a QR text of an earlier
     * minute, `exercise` for digits of an exercise.
     */
    async find(code: string, at: Date): Promise<D | 'unknown' | 'stale' | 'exercise'> {
      const typed = typedCode(code)
      if (/^\d{8}$/.test(typed))
        return (await byDigits(typed)) ?? (isExerciseDigits(typed) ? 'exercise' : 'unknown')
      const [, id, window, signature] = parts.exec(code) ?? []
      const found = id ? await byId(id) : null
      const digits = found ? digitsOf(found) : undefined
      if (!found || !id || !digits || signature !== signatureOf(id, digits, Number(window))) return 'unknown'
      const age = windowOf(at) - Number(window)
      return age === 0 || age === 1 ? found : 'stale'
    },
  }
}
