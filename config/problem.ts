/** Something the person at the terminal can act on: printed as its one sentence, without a stack. */
export class Problem extends Error {}

const sentences: Record<string, (at: string) => string> = {
  ENOSPC: (at) => `No space is left on the disk (${at}): free some and start again.`,
  EACCES: (at) =>
    `No right to write to ${at}: give this user the right or choose another folder with --data-dir.`,
  EPERM: (at) =>
    `No right to change ${at}: give this user the right or choose another folder with --data-dir.`,
  EROFS: (at) => `${at} lies on a read-only file system: choose another folder with --data-dir.`,
  ENOTDIR: (at) =>
    `${at} cannot be a folder, a part of its path is a file: choose another one with --data-dir.`,
  EEXIST: (at) =>
    `${at} cannot be a folder, a file of that name stands there: choose another one with --data-dir.`,
}

/** One sentence for any failure: known system errors are explained, others keep their own words. */
export function explain(error: unknown): string {
  if (error instanceof Problem) return error.message
  const { code, path, message } = error as { code?: string; path?: string; message?: string }
  const sentence = code === undefined ? undefined : sentences[code]
  return sentence ? sentence(path ?? 'the data folder') : (message ?? String(error))
}
