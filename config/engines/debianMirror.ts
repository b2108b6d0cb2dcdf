import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** The first mirror a one-line or deb822 source list names for the release itself (not for security updates). */
export function mirrorIn(sources: string): string | undefined {
  const isMirror = (uri: string) => /\/debian\/?$/.test(uri)
  const lines = sources.split('\n').filter((line) => !line.trimStart().startsWith('#'))
  for (const line of lines) {
    const uris = /^URIs:\s*(.+)$/.exec(line)?.[1] ?? /^deb\s+(?:\[[^\]]*\]\s+)?(\S+)/.exec(line)?.[1]
    const found = uris?.split(/\s+/).find(isMirror)
    if (found) return found
  }
  return undefined
}

/** The mirror this machine's own Debian sources use. */
export function debianMirror(etcApt = '/etc/apt'): string {
  const folder = path.join(etcApt, 'sources.list.d')
  const parts = existsSync(folder)
    ? readdirSync(folder)
        .sort()
        .map((name) => path.join(folder, name))
    : []
  for (const file of [...parts, path.join(etcApt, 'sources.list')]) {
    const found = existsSync(file) ? mirrorIn(readFileSync(file, 'utf8')) : undefined
    if (found) return found
  }
  return 'http://deb.debian.org/debian'
}
