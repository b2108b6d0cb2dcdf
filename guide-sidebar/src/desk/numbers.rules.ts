/** Share of who bought that bought again, e.g. `38%`; `—` while nobody bought. */
export const rateOf = ({ buyers, again }: { buyers: number; again: number }): string =>
  buyers > 0 ? `${Math.round((again * 100) / buyers)}%` : '—'
