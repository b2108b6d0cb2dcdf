import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import sharp, { type Sharp } from 'sharp'
import { FORMS } from './data/forms'
import type { Recipe, View } from './media'
import { drawForm, recolour } from './recolour'
import type { Ground } from './types'

const SIZE = 640
const EMOJI = join(dirname(require.resolve('@lobehub/fluent-emoji-3d/package.json')), 'assets')

/** Wall and table of tokens.css. */
const TONES: Record<Ground, [wall: string, table: string]> = {
  beauty: ['#FAECE9', '#F2D9D3'],
  apparel: ['#EAEEF5', '#D7DFEC'],
  home: ['#F4EEE2', '#E7DBC6'],
  food: ['#EFF4E3', '#DBE6C4'],
  tea: ['#E7F1EC', '#CDE2D7'],
}

/** The file of an emoji's 3-D picture; undefined if the set has none. */
export function emojiFile(codepoint: string): string | undefined {
  return [codepoint, `${codepoint}-fe0f`]
    .map((name) => join(EMOJI, `${name}.webp`))
    .find((file) => existsSync(file))
}

/** Whether everything a recipe names can be drawn. */
export const canDraw = (recipe: Recipe) =>
  [recipe.main, ...recipe.props].every((name) => name in FORMS || emojiFile(name) !== undefined)

/** Raw RGBA pixels. */
type Sprite = { image: Buffer; width: number; height: number }
const memory = new Map<string, Promise<Sprite>>()
const remember = (key: string, make: () => Promise<Sprite>): Promise<Sprite> => {
  const kept = memory.get(key) ?? make()
  memory.set(key, kept)
  return kept
}

const rawOf = ({ width, height }: Sprite) => ({ raw: { width, height, channels: 4 as const } })

/** Paints a sprite onto an RGB field of SIZE × SIZE; by hand, as a whole-picture composite costs twice the rest. */
function paint(field: Buffer, one: Sprite, left: number, top: number): void {
  for (let y = 0; y < one.height; y++) {
    let from = y * one.width * 4
    let to = ((top + y) * SIZE + left) * 3
    for (let x = 0; x < one.width; x++, from += 4, to += 3) {
      const alpha = one.image[from + 3] ?? 0
      if (alpha === 0) continue
      for (let c = 0; c < 3; c++) {
        const under = field[to + c] ?? 0
        field[to + c] = under + (((one.image[from + c] ?? 0) - under) * alpha) / 255
      }
    }
  }
}

async function pixels(pipeline: Sharp): Promise<Sprite> {
  const { data, info } = await pipeline.ensureAlpha().raw().toBuffer({ resolveWithObject: true })
  return { image: data, width: info.width, height: info.height }
}

/** Without its clear border. */
async function trimmed(pipeline: Sharp): Promise<Sprite> {
  const { image, width, height } = await pixels(pipeline)
  let [left, right, top, bottom] = [width, -1, height, -1]
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      if ((image[(y * width + x) * 4 + 3] ?? 0) < 8) continue
      if (x < left) left = x
      if (x > right) right = x
      if (y < top) top = y
      bottom = y
    }
  if (right < 0) throw new Error('an empty picture')
  const box = { left, top, width: right - left + 1, height: bottom - top + 1 }
  return pixels(sharp(image, rawOf({ image, width, height })).extract(box))
}

const sized = (one: Sprite, width: number, height: number) =>
  pixels(sharp(one.image, rawOf(one)).resize(width, height, { fit: 'fill', kernel: 'cubic' }))

function fileOf(codepoint: string): string {
  const file = emojiFile(codepoint)
  if (!file) throw new Error(`no picture of ${codepoint}`)
  return file
}

/** One object cut out, in its colour, with what is printed on it. */
function sprite(main: string, colour: string | undefined, printed: string | undefined): Promise<Sprite> {
  return remember(`${main}/${colour}/${printed}`, async () => {
    const form = FORMS[main]
    if (!form) return trimmed(colour ? await recolour(fileOf(main), colour) : sharp(fileOf(main)))
    const drawn = sharp(drawForm(main, colour))
    if (!form.label || !printed) return trimmed(drawn)
    const [cx, cy, size] = form.label.map((value) => value * 2) as [number, number, number]
    const mark = await pixels(sharp(fileOf(printed)).resize(size, size, { fit: 'inside' }))
    const place = { left: Math.round(cx - mark.width / 2), top: Math.round(cy - mark.height / 2) }
    const whole = await pixels(drawn.composite([{ input: mark.image, ...rawOf(mark), ...place }]))
    return trimmed(sharp(whole.image, rawOf(whole)))
  })
}

const grounds = new Map<string, Promise<Buffer>>()
function groundOf(ground: Ground, edge: number): Promise<Buffer> {
  const key = `${ground}/${edge}`
  const [wall, table] = TONES[ground]
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${SIZE}" height="${SIZE}"><defs>
<radialGradient id="l" cx=".5" cy=".42" r=".6"><stop offset="0" stop-color="#fff" stop-opacity=".55"/><stop offset="1" stop-color="#fff" stop-opacity="0"/></radialGradient>
<linearGradient id="t" x2="0" y2="1"><stop offset="0" stop-color="#fff" stop-opacity=".12"/><stop offset="1" stop-color="#000" stop-opacity=".02"/></linearGradient></defs>
<rect width="640" height="640" fill="${wall}"/><rect width="640" height="640" fill="url(#l)"/>
<rect y="${edge}" width="640" height="${SIZE - edge}" fill="${table}"/><rect y="${edge}" width="640" height="${SIZE - edge}" fill="url(#t)"/></svg>`
  const kept = grounds.get(key) ?? sharp(Buffer.from(svg)).removeAlpha().raw().toBuffer()
  grounds.set(key, kept)
  return kept
}

let blot: Promise<Sprite> | undefined
/** A soft dark ellipse under what stands on the table. */
async function shadow(width: number, height: number): Promise<Sprite> {
  blot ??= pixels(
    sharp(
      Buffer.from(
        '<svg xmlns="http://www.w3.org/2000/svg" width="240" height="80"><ellipse cx="120" cy="40" rx="88" ry="22" fill="#3C3223" fill-opacity=".3"/></svg>',
      ),
    ).blur(9),
  )
  return sized(await blot, width, height)
}

/** Where one thing stands: centre, foot, and the square it fits in, in px of 640; turned by degrees. */
type Place = { cx: number; foot: number; box: number; turn?: number }
type Stage = { edge: number; mains: Place[]; props: Place[] }

const ROWS: Record<number, Place[]> = {
  1: [{ cx: 320, foot: 538, box: 396 }],
  2: [
    { cx: 238, foot: 512, box: 300 },
    { cx: 408, foot: 556, box: 300 },
  ],
  3: [
    { cx: 180, foot: 508, box: 250 },
    { cx: 460, foot: 508, box: 250 },
    { cx: 320, foot: 560, box: 270 },
  ],
}

const SCENES: Record<Exclude<View, 'a'>, Stage> = {
  b: { edge: 470, mains: [{ cx: 320, foot: 596, box: 530 }], props: [] },
  c: {
    edge: 440,
    mains: [{ cx: 312, foot: 540, box: 350 }],
    props: [
      { cx: 108, foot: 536, box: 170, turn: -16 },
      { cx: 532, foot: 572, box: 176 },
    ],
  },
  d: {
    edge: 400,
    mains: [{ cx: 232, foot: 552, box: 360 }],
    props: [{ cx: 496, foot: 586, box: 210 }],
  },
  e: {
    edge: 450,
    mains: [{ cx: 400, foot: 560, box: 380 }],
    props: [
      { cx: 138, foot: 524, box: 230 },
      { cx: 226, foot: 604, box: 150 },
    ],
  },
  f: {
    edge: 430,
    mains: [{ cx: 300, foot: 548, box: 390, turn: 6 }],
    props: [
      { cx: 540, foot: 590, box: 170 },
      { cx: 82, foot: 588, box: 140 },
    ],
  },
}

function stageOf(recipe: Recipe, beside: number): Stage {
  if (recipe.view !== 'a') return SCENES[recipe.view]
  if (beside === 0) return { edge: 422, mains: ROWS[recipe.count] ?? ROWS[3] ?? [], props: [] }
  return {
    edge: 422,
    mains:
      recipe.count > 1
        ? (ROWS[recipe.count] ?? [])
        : [{ cx: beside > 1 ? 320 : 276, foot: 532, box: beside > 1 ? 340 : 366 }],
    props: [
      { cx: 516, foot: 578, box: 184 },
      { cx: 118, foot: 572, box: 168 },
    ],
  }
}

async function stand(field: Buffer, one: Sprite, place: Place): Promise<void> {
  const clear = { r: 0, g: 0, b: 0, alpha: 0 }
  const shape = place.turn
    ? await trimmed(sharp(one.image, rawOf(one)).rotate(place.turn, { background: clear }))
    : one
  const scale = Math.min(place.box / shape.width, place.box / shape.height)
  const body = await sized(shape, Math.round(shape.width * scale), Math.round(shape.height * scale))
  const wide = Math.min(SIZE, Math.round(body.width * 1.22))
  const shade = await shadow(wide, Math.round(44 + place.box * 0.09))
  const within = (value: number, size: number) => Math.max(0, Math.min(SIZE - size, Math.round(value)))
  for (const part of [shade, body]) {
    const top = part === body ? place.foot - part.height : place.foot - part.height * 0.56
    paint(field, part, within(place.cx - part.width / 2, part.width), within(top, part.height))
  }
}

/** The picture of a recipe as 640 × 640 webp. */
export async function compose(recipe: Recipe): Promise<Buffer> {
  const form = FORMS[recipe.main]
  const staged = 'cdef'.includes(recipe.view)
  const printed = form?.label && !staged ? recipe.props[0] : undefined
  const beside = recipe.view === 'b' ? [] : recipe.props.slice(printed ? 1 : 0, printed ? 3 : 2)
  const stage = stageOf(recipe, beside.length)
  const main = await sprite(recipe.main, recipe.colour, printed)
  const field = Buffer.from(await groundOf(recipe.ground, stage.edge))
  for (const place of stage.mains) await stand(field, main, place)
  for (const [index, name] of beside.entries()) {
    const place = stage.props[index]
    if (place) await stand(field, await sprite(name, undefined, undefined), place)
  }
  return sharp(field, { raw: { width: SIZE, height: SIZE, channels: 3 } })
    .webp({ quality: 80, effort: 1 })
    .toBuffer()
}
