/**
 * Draws the storefronts of `art/*.svg` as webp into `art/drawn`. Run by hand after a drawing changed, on a
 * machine with a Chinese font: `node --import tsx config/demo/storefronts.ts`.
 */
import { mkdirSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { STORE_ARTS, type StoreArt } from './types'

const ART = join(__dirname, 'art')
const DRAWN = join(ART, 'drawn')

/** Sky and house front of each storefront drawing, put into the wide one. */
const FRONTS: Record<StoreArt, [sky: string, wall: string]> = {
  jas: ['#DCEBE6', '#F7F0E3'],
  xtd: ['#EFE6DE', '#E3BFAE'],
  zsp: ['#E2ECDD', '#F4EEDC'],
  xjh: ['#E4E8F1', '#EBD2BE'],
  wjc: ['#E9E7E0', '#DDE3E4'],
  sjh: ['#E3EDF6', '#EEF2F5'],
}

/** The street front seen wide, in the colours of one of the six stores; only 静安寺 keeps its temple behind. */
async function wide(art: StoreArt): Promise<Buffer> {
  const [sky, wall] = FRONTS[art]
  const front = await readFile(join(ART, 'store-front.svg'), 'utf8')
  const own = front
    .replace('<stop stop-color="#DCEBE6"/>', `<stop stop-color="${sky}"/>`)
    .replaceAll('#F7F0E3', wall)
  const svg = art === 'jas' ? own : own.replace(/<g transform="translate\(36 118\)".*?<\/g>/s, '')
  return sharp(Buffer.from(svg), { density: 288 }).resize(1125).webp({ quality: 86, effort: 2 }).toBuffer()
}

const drawing = (name: string, width: number) =>
  sharp(join(ART, `${name}.svg`), { density: 288 })
    .resize(width)
    .webp({ quality: 86, effort: 2 })

async function main(): Promise<void> {
  mkdirSync(DRAWN, { recursive: true })
  await drawing('street', 1125).toFile(join(DRAWN, 'street.webp'))
  for (const art of STORE_ARTS) {
    await drawing(art, 288).toFile(join(DRAWN, `${art}.webp`))
    await writeFile(join(DRAWN, `${art}-wide.webp`), await wide(art))
  }
}

void main()
