/**
 * Writes src/ui/icons.scss: one CSS mask per icon of lucide (ISC), drawn in the element's colour.
 * A class name per node costs setData nothing, where inline data would be sent again with every node.
 * Run from the repository root: node --import tsx miniapp/scripts/icons.ts
 */
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const NAMES =
  `house layout-grid store shopping-bag user-round navigation refresh-cw rotate-cw search scan-line chevron-right
  chevron-left chevron-down map-pin locate-fixed phone package-check bike sparkles cup-soda baby square-parking
  calendar-check undo-2 scissors paw-print sofa shirt croissant leaf x check crown shield-check log-out clock star
  share-2 copy history trash-2 flower-2 info smartphone soup wifi-off arrow-up-down external-link house-heart
  wallet truck minus plus pencil circle-check circle-alert sun ticket message-circle ticket-percent gift qr-code
  users user-plus download zap bell link calendar-days camera list-checks hand-heart timer circle-x calendar-clock`.split(
    /\s+/,
  )

/** Drawn full: a star counts. */
const FILLED = new Set(['star'])

const root = path.resolve(__dirname, '..', '..')
const maskOf = (name: string): string => {
  const svg = readFileSync(path.join(root, 'node_modules/lucide-static/icons', `${name}.svg`), 'utf8')
  const inner = svg.replace(/<!--[\s\S]*?-->/g, '').match(/<svg[\s\S]*?>([\s\S]*)<\/svg>/)?.[1]
  if (!inner) throw new Error(`no drawing in ${name}.svg`)
  const fill = FILLED.has(name) ? '#000' : 'none'
  const compact = inner
    .replace(/\s*\n\s*/g, '')
    .replaceAll('"', "'")
    .replaceAll(' />', '/>')
  const drawing = `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24' fill='${fill}' stroke='#000' stroke-width='1.75' stroke-linecap='round' stroke-linejoin='round'>${compact}</svg>`
  return drawing.replaceAll('%', '%25').replaceAll('#', '%23').replaceAll('<', '%3C').replaceAll('>', '%3E')
}

const rules = NAMES.map((it) => `.i--${it} { -webkit-mask-image: url("data:image/svg+xml,${maskOf(it)}"); }`)
writeFileSync(
  path.join(root, 'miniapp/src/ui/icons.scss'),
  `// Written by miniapp/scripts/icons.ts from lucide-static (ISC). Do not edit.\n${rules.join('\n')}\n`,
)
writeFileSync(
  path.join(root, 'miniapp/src/ui/iconNames.ts'),
  `// Written by miniapp/scripts/icons.ts. Do not edit.\nexport type IconName =\n${NAMES.map((it) => `  | '${it}'`).join('\n')}\n`,
)
