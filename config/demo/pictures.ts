import { existsSync, mkdirSync } from 'node:fs'
import { copyFile, readdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { buildChain } from './chain'
import { compose, emojiFile } from './compose'
import { recipeOf } from './media'
import type { DemoChain } from './types'

const WORKERS = 2
const ART = join(__dirname, 'art')

/** Grounds of avatars; those of the mock-ups by hand, the rest by code point. */
const TINTS = ['#FCEBD2', '#F4EBD9', '#E1ECF5', '#EBE6F4', '#E1EDE6', '#FBE6E1']
const DRAWN: Record<string, string> = {
  '1f431': '#FCEBD2',
  '1f33b': '#F4EBD9',
  '1f43c': '#E1ECF5',
  '1f430': '#EBE6F4',
  '1f427': '#E1EDE6',
  '1f98a': '#FCEBD2',
  '1f338': '#FBE6E1',
  '1f43b': '#F4EBD9',
}
/** Every picture of goods and people the chain refers to, each once. */
export function referenced(chain: DemoChain): string[] {
  return [
    ...new Set([
      ...chain.categories.map((category) => category.image),
      ...chain.products.flatMap((product) => [
        ...product.images,
        ...product.skus.map((sku) => sku.image),
        ...product.options.flatMap((option) => option.values.flatMap((value) => value.image ?? [])),
      ]),
      ...chain.reviews.flatMap((review) => [...review.images, review.avatar]),
      ...chain.members.map((member) => member.avatar),
      ...chain.guides.map((guide) => guide.avatar),
    ]),
  ]
}

async function avatar(codepoint: string): Promise<Buffer> {
  const file = emojiFile(codepoint)
  if (!file) throw new Error(`no picture of ${codepoint}`)
  const tint = DRAWN[codepoint] ?? TINTS[parseInt(codepoint, 16) % TINTS.length] ?? '#F4EBD9'
  const face = await sharp(file).resize(146, 146, { fit: 'inside' }).toBuffer()
  return sharp({ create: { width: 192, height: 192, channels: 3, background: tint } })
    .composite([{ input: face }])
    .webp({ quality: 84, effort: 2 })
    .toBuffer()
}

function render(url: string): Promise<Buffer> {
  const recipe = recipeOf(url)
  if (recipe) return compose(recipe)
  const codepoint = /^\/media\/avatars\/([0-9a-f-]+)\.webp$/.exec(url)?.[1]
  if (!codepoint) throw new Error(`no recipe for ${url}`)
  return avatar(codepoint)
}

/** Written beside and moved into place, so that a stopped run leaves no half picture. */
async function put(path: string, image: Buffer): Promise<void> {
  await writeFile(`${path}.${process.pid}.part`, image)
  await rename(`${path}.${process.pid}.part`, path)
}

/** Storefronts are drawn once by `storefronts.ts` and kept: their lettering needs a Chinese font. */
async function storefronts(out: string): Promise<void> {
  for (const file of await readdir(join(ART, 'drawn')))
    await copyFile(join(ART, 'drawn', file), join(out, 'stores', file))
}

export type Progress = (done: number, total: number) => void

/**
 * Makes every picture of the demo chain under `out` (`goods/`, `avatars/`, `stores/`), skipping those already there;
 * returns how many were made.
 */
export async function makePictures(out: string, chain: DemoChain, progress?: Progress): Promise<number> {
  for (const folder of ['goods', 'avatars', 'stores']) mkdirSync(join(out, folder), { recursive: true })
  sharp.concurrency(1)
  const pathOf = (url: string) => join(out, url.replace(/^\/media\//, ''))
  const missing = referenced(chain).filter((url) => !existsSync(pathOf(url)))
  let next = 0
  const work = async () => {
    for (let url = missing[next++]; url !== undefined; url = missing[next++]) {
      await put(pathOf(url), await render(url))
      if (next % 100 === 0) progress?.(next, missing.length)
    }
  }
  await Promise.all(Array.from({ length: WORKERS }, work))
  if (!existsSync(join(out, 'stores', 'sjh-wide.webp'))) await storefronts(out)
  return missing.length
}

async function main(): Promise<void> {
  const out = process.argv[2]
  if (!out) throw new Error('usage: node --import tsx config/demo/pictures.ts OUTDIR')
  const since = Date.now()
  const seconds = () => `${((Date.now() - since) / 1000).toFixed(0)} s`
  const made = await makePictures(out, buildChain({ now: new Date() }), (done, total) =>
    console.log(`pictures ${done}/${total} · ${seconds()}`),
  )
  console.log(`${made} pictures made · ${seconds()}`)
}

if (require.main === module)
  main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  })
