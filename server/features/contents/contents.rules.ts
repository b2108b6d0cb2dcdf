interface Topical {
  /** What it is for, as customers are tagged. */
  topics: string[]
  publishedAt: Date
}

/** The topics somebody has as tags, in the order of the piece. */
export const fitsOf = ({ topics }: Pick<Topical, 'topics'>, tags: ReadonlySet<string>): string[] =>
  topics.filter((it) => tags.has(it))

/** What fits most first, then the newest. */
export const byFit = <T extends Topical>(pieces: readonly T[], tags: ReadonlySet<string>): T[] =>
  [...pieces].sort(
    (a, b) =>
      fitsOf(b, tags).length - fitsOf(a, tags).length || b.publishedAt.getTime() - a.publishedAt.getTime(),
  )
