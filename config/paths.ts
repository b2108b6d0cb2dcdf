import { homedir } from 'node:os'
import path from 'node:path'

/** The repository's root folder. */
export const root = path.resolve(__dirname, '..')

/** Project cache, ignored by git: data folders, builds' marks, logs. */
export const projectCache = path.join(root, '.cache')

/** Engines kept for every clone of this user: `HEDIAN_CACHE`, else `~/.cache/hedian`. */
export const userCache = path.resolve(process.env.HEDIAN_CACHE ?? path.join(homedir(), '.cache', 'hedian'))
