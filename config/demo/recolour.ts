import sharp, { type Sharp } from 'sharp'
import { COLOURS } from './data/colours'
import { FORMS } from './data/forms'

type Hsl = [h: number, s: number, l: number]

function toHsl(r: number, g: number, b: number): Hsl {
  const max = Math.max(r, g, b) / 255
  const min = Math.min(r, g, b) / 255
  const l = (max + min) / 2
  const d = max - min
  if (d < 0.004) return [0, 0, l]
  const s = d / (1 - Math.abs(2 * l - 1))
  const [R, G, B] = [r / 255, g / 255, b / 255]
  const h = max === R ? (G - B) / d : max === G ? 2 + (B - R) / d : 4 + (R - G) / d
  return [(h * 60 + 360) % 360, Math.min(1, s), l]
}

function toRgb(h: number, s: number, l: number): [number, number, number] {
  const a = s * Math.min(l, 1 - l)
  const f = (n: number) => {
    const k = (n + h / 30) % 12
    return Math.round(255 * (l - a * Math.max(-1, Math.min(k - 3, 9 - k, 1))))
  }
  return [f(0), f(8), f(4)]
}

const apart = (a: number, b: number) => Math.abs(((a - b + 540) % 360) - 180)
const clamp = (x: number) => Math.min(1, Math.max(0, x))

type Field = { hue: Float32Array; saturation: Float32Array; lightness: Float32Array }

function fieldOf(pixels: Buffer): Field {
  const size = pixels.length / 4
  const field = {
    hue: new Float32Array(size),
    saturation: new Float32Array(size),
    lightness: new Float32Array(size),
  }
  for (let i = 0; i < size; i++) {
    if (!pixels[i * 4 + 3]) continue
    const [h, s, l] = toHsl(pixels[i * 4] ?? 0, pixels[i * 4 + 1] ?? 0, pixels[i * 4 + 2] ?? 0)
    field.hue[i] = h
    field.saturation[i] = s
    field.lightness[i] = l
  }
  return field
}

/** The hue most of the picture has, and the mean saturation and lightness of the pixels near it. */
function ruling(pixels: Buffer, { hue, saturation, lightness }: Field): Hsl {
  const bins = new Float64Array(36)
  for (let i = 0; i < hue.length; i++) {
    if ((pixels[i * 4 + 3] ?? 0) < 128) continue
    const bin = Math.floor((hue[i] ?? 0) / 10)
    bins[bin] = (bins[bin] ?? 0) + (saturation[i] ?? 0) * (1 - Math.abs(2 * (lightness[i] ?? 0) - 1))
  }
  const around = (i: number) => (bins[(i + 35) % 36] ?? 0) + (bins[i] ?? 0) + (bins[(i + 1) % 36] ?? 0)
  let best = 0
  for (let i = 0; i < 36; i++) if (around(i) > around(best)) best = i
  const chief = best * 10 + 5
  const sum = { s: 0, l: 0, n: 0 }
  for (let i = 0; i < hue.length; i++) {
    if ((pixels[i * 4 + 3] ?? 0) < 128) continue
    const s = saturation[i] ?? 0
    if (s > 0.12 && apart(hue[i] ?? 0, chief) > 40) continue
    sum.s += s
    sum.l += lightness[i] ?? 0
    sum.n++
  }
  return sum.n ? [chief, sum.s / sum.n, sum.l / sum.n] : [chief, 0.1, 0.5]
}

const decoded = new Map<
  string,
  Promise<{ data: Buffer; field: Field; chief: Hsl; width: number; height: number }>
>()
/** Kept, since most things are wanted in several colours. */
function decode(file: string) {
  const kept =
    decoded.get(file) ??
    sharp(file)
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true })
      .then(({ data, info: { width, height } }) => {
        const field = fieldOf(data)
        return { data, field, chief: ruling(data, field), width, height }
      })
  decoded.set(file, kept)
  return kept
}

/** The picture with its ruling colour turned to another, shading kept; accents of other hues stay. */
export async function recolour(file: string, key: string): Promise<Sharp> {
  const target = COLOURS[key]
  if (!target) throw new Error(`no such colour: ${key}`)
  const { data: source, field, chief, width, height } = await decode(file)
  const data = Buffer.from(source)
  const [hue, meanS, meanL] = chief
  const grey = meanS < 0.16
  for (let p = 0; p < field.hue.length; p++) {
    const i = p * 4
    if (!data[i + 3]) continue
    const h = field.hue[p] ?? 0
    const s = field.saturation[p] ?? 0
    const l = field.lightness[p] ?? 0
    const weight = grey ? 1 : s < 0.08 ? 0 : clamp((62 - apart(h, hue)) / 14)
    if (weight === 0) continue
    // Part of the picture's own drift of hue stays, so that the shading looks lit and not painted
    const drift = grey ? 0 : (((h - hue + 540) % 360) - 180) * 0.4
    const ns = grey ? target[1] : clamp(s * Math.min(2.5, target[1] / Math.max(0.08, meanS)))
    const nl = l < meanL ? (l * target[2]) / meanL : 1 - ((1 - l) * (1 - target[2])) / (1 - meanL)
    const rgb = toRgb((target[0] + drift + 360) % 360, ns, clamp(nl))
    for (let c = 0; c < 3; c++)
      data[i + c] = Math.round((data[i + c] ?? 0) * (1 - weight) + (rgb[c] ?? 0) * weight)
  }
  return sharp(data, { raw: { width, height, channels: 4 } })
}

const css = (h: number, s: number, l: number) =>
  `rgb(${toRgb((h + 360) % 360, clamp(s), clamp(l)).join(',')})`

/** A drawn form as SVG of 512 px, in the colour asked for or its own. */
export function drawForm(name: string, key: string | undefined): Buffer {
  const form = FORMS[name]
  const colour = COLOURS[key ?? form?.colour ?? '']
  if (!form || !colour) throw new Error(`no such form: ${name} ${key ?? ''}`)
  const [h, s, l] = colour
  const tone = {
    c: css(h, s, l),
    hi: css(h + 6, s, l + (1 - l) * 0.45),
    lo: css(h - 6, s * 1.05, l * 0.84),
    deep: css(h - 10, s * 1.05, l * 0.66),
  }
  const stops = (list: [number, string][]) =>
    list.map(([at, paint]) => `<stop offset="${at}" stop-color="${paint}"/>`).join('')
  const across = (id: string, list: [number, string][]) =>
    `<linearGradient id="${id}">${stops(list)}</linearGradient>`
  const body = form.svg.replace(/\{(c|hi|lo|deep)\}/g, (_, t: keyof typeof tone) => tone[t])
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="512" height="512" viewBox="0 0 256 256"><defs>
${across('g', [[0, tone.lo], [0.22, tone.c], [0.36, tone.hi], [0.62, tone.c], [1, tone.deep]])}
${across('d', [[0, tone.deep], [0.35, tone.c], [0.6, tone.lo], [1, tone.deep]])}
${across('w', [[0, '#DDD9D6'], [0.3, '#FFFFFF'], [0.65, '#F6F3F0'], [1, '#CDC7C6']])}
${across('k', [[0, '#2B2E38'], [0.32, '#5B5F6E'], [0.6, '#3B3E49'], [1, '#22242C']])}
${across('m', [[0, '#B98A3A'], [0.3, '#FBE2A0'], [0.6, '#DDB25A'], [1, '#9C7029']])}
<radialGradient id="s" cx=".36" cy=".26" r=".85">${stops([[0, tone.hi], [0.5, tone.c], [1, tone.lo]])}</radialGradient>
</defs>${body}</svg>`,
  ) // prettier-ignore
}
