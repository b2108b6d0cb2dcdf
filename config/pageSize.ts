import { readFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'

/** Bytes a browser fetches to show a built page, gzipped: the page with the scripts and styles it names. */
export function pageBytes(html: string): number {
  const page = readFileSync(html, 'utf8')
  const named = [...page.matchAll(/(?:src|href)="([^":]+\.(?:js|css))"/g)].map(([, file]) =>
    path.resolve(path.dirname(html), file ?? ''),
  )
  return [html, ...new Set(named)].reduce((sum, file) => sum + gzipSync(readFileSync(file)).length, 0)
}
