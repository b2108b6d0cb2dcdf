interface Option {
  /** e.g. `燕麦 M` */
  optionText: string
}

/** At most `most` of these, those first that share most options with a piece: the same colour before another. */
export function likest<T extends Option>({ optionText }: Option, others: readonly T[], most: number): T[] {
  const own = new Set(optionText.split(' '))
  const shared = (it: T) => it.optionText.split(' ').filter((word) => own.has(word)).length
  return [...others].sort((a, b) => shared(b) - shared(a)).slice(0, most)
}
