import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'

export interface WeappPackage {
  /** `main`, or the root folder of a subpackage. */
  name: string
  bytes: number
}

function bytesOf(place: string, except: string[] = []): number {
  if (except.includes(place)) return 0
  const state = statSync(place)
  if (!state.isDirectory()) return place.endsWith('.map') ? 0 : state.size
  return readdirSync(place).reduce((sum, name) => sum + bytesOf(path.join(place, name), except), 0)
}

/** The size of each package of a compiled mini-program, main package first. */
export function weappPackages(dist: string): WeappPackage[] {
  const app = JSON.parse(readFileSync(path.join(dist, 'app.json'), 'utf8')) as {
    subPackages?: { root: string }[]
    subpackages?: { root: string }[]
  }
  const roots = (app.subPackages ?? app.subpackages ?? []).map((it) => it.root.replace(/\/$/, ''))
  const folders = roots.map((name) => path.join(dist, name))
  return [
    { name: 'main', bytes: bytesOf(dist, folders) },
    ...roots.map((name, at) => ({ name, bytes: bytesOf(folders[at] ?? dist) })),
  ]
}

/** The size WeChat limits to 2 MB. */
export const mainPackageBytes = (dist: string) => weappPackages(dist)[0]?.bytes ?? 0
