import type { Drawing, Pen } from '../platform/platform'
import { mediaUrl } from '../api/media'
import { qrRuns } from '../ui/qr'

export interface Poster {
  /** Path of the picture of what is shared. */
  image: string
  title: string
  /** The line that makes one want it: `3 人团 ¥219`. */
  lead: string
  /** Under it, quieter. */
  note: string
  /** What the code leads to. */
  link: string
}

const W = 300
const H = 460
const PAD = 20
const SANS = 'PingFang SC, Noto Sans CJK SC, sans-serif'
// A picture cannot read the tokens of the style sheet: the same values, in one place.
const COLOURS = {
  card: '#ffffff',
  ink: '#1f2421',
  quiet: '#565f59',
  accent: '#c73e0a',
  brand: '#1f5c4a',
  ground: '#eef0ec',
}

/** Text in at most `most` lines that fit `width`; what is left over ends in an ellipsis. */
export const linesOf = (
  text: string,
  width: number,
  most: number,
  measure: (it: string) => number,
): string[] => {
  const lines: string[] = []
  let rest = text
  while (rest && lines.length < most) {
    let end = rest.length
    while (end > 1 && measure(rest.slice(0, end)) > width) end--
    lines.push(rest.slice(0, end))
    rest = rest.slice(end)
  }
  const last = lines.at(-1)
  if (rest && last) lines[lines.length - 1] = `${last.slice(0, -1)}…`
  return lines
}

const write = (pen: Pen, text: string, x: number, y: number, font: string, colour: string): void => {
  pen.font = `${font} ${SANS}`
  pen.fillStyle = colour
  pen.fillText(text, x, y)
}

/** A picture to be kept and sent: what is shared, its line, and the code that leads there. */
export const posterOf = ({ image, title, lead, note, link }: Poster): Drawing => {
  const src = mediaUrl(image)
  return {
    width: W,
    height: H,
    images: [src],
    draw: (pen, images) => {
      pen.textBaseline = 'top'
      pen.fillStyle = COLOURS.card
      pen.fillRect(0, 0, W, H)
      pen.fillStyle = COLOURS.ground
      pen.fillRect(0, 0, W, 260)
      const picture = images.get(src)
      if (picture) pen.drawImage(picture, (W - 260) / 2, 0, 260, 260)
      pen.font = `600 17px ${SANS}`
      const lines = linesOf(title, W - PAD * 2, 2, (it) => pen.measureText(it).width)
      lines.forEach((it, at) => write(pen, it, PAD, 276 + at * 24, '600 17px', COLOURS.ink))
      write(pen, lead, PAD, 352, '600 20px', COLOURS.accent)
      write(pen, note, PAD, 384, '400 13px', COLOURS.quiet)
      write(pen, '拾禾生活', PAD, 420, '600 13px', COLOURS.brand)
      const { size, runs } = qrRuns(link)
      const unit = 92 / size
      pen.fillStyle = COLOURS.ink
      for (const { x, y, width } of runs)
        pen.fillRect(W - PAD - 92 + x * unit, 336 + y * unit, width * unit + 0.2, unit + 0.2)
      write(pen, '扫码一起来', W - PAD - 82, 434, '400 11px', COLOURS.quiet)
    },
  }
}
