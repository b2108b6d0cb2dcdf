/** `¥30.00` of fen. */
export const yuanText = (fen: number): string => `¥${(fen / 100).toFixed(2)}`

/** A whole number from 0 on, of fen or of weight. @throws RangeError */
function whole(value: number, what: string): bigint {
  if (!Number.isSafeInteger(value) || value < 0)
    throw new RangeError(`${what} ${value} is no whole number ≥ 0`)
  return BigInt(value)
}

/**
 * The part `numerator / denominator` of an amount, in fen, rounded down; exact for every safe integer.
 * @throws RangeError for a negative or broken number and for a denominator of 0
 */
export function partOfFen(total: number, numerator: number, denominator: number): number {
  const below = whole(denominator, 'denominator')
  if (below === 0n) throw new RangeError('denominator 0')
  return Number((whole(total, 'total') * whole(numerator, 'numerator')) / below)
}

/**
 * Splits an amount in fen over weights by largest remainder: the shares are whole fen ≥ 0, add up to `total`
 * exactly, and each is less than 1 fen away from its proportion; of equal remainders the earlier share gets the fen.
 * Where `total` ≤ Σ weights, no share is more than its weight. Weights that are all zero count as equal.
 * @throws RangeError for a negative or broken number, and when there is something to split and nothing to split it over
 */
export function splitFen(total: number, weights: readonly number[]): number[] {
  const amount = whole(total, 'total')
  const given = weights.map((it) => whole(it, 'weight'))
  const isEven = given.every((it) => it === 0n)
  const parts = isEven ? given.map(() => 1n) : given
  const sum = parts.reduce((a, b) => a + b, 0n)
  if (sum === 0n) {
    if (amount > 0n) throw new RangeError('nothing to split over')
    return []
  }
  const shares = parts.map((it) => Number((amount * it) / sum))
  const remainders = parts.map((it) => (amount * it) % sum)
  const left = total - shares.reduce((a, b) => a + b, 0)
  const largest = remainders
    .map((_, at) => at)
    .sort(
      (a, b) => Number(remainders[b]! > remainders[a]!) - Number(remainders[b]! < remainders[a]!) || a - b,
    )
  for (const at of largest.slice(0, left)) shares[at]! += 1
  return shares
}
