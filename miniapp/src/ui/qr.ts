import { create } from 'qrcode/lib/core/qrcode'

/** The dark squares of a QR code of ASCII text, one unit a square; neighbours in a row are one run. */
export const qrRuns = (text: string): { size: number; runs: { x: number; y: number; width: number }[] } => {
  // Bytes, because the package makes bytes of text with TextEncoder, which mini-programs lack.
  const bytes = Uint8Array.from(text, (it) => it.charCodeAt(0))
  const { size, data } = create([{ mode: 'byte', data: bytes }], { errorCorrectionLevel: 'M' }).modules
  const runs: { x: number; y: number; width: number }[] = []
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      if (!data[y * size + x]) continue
      const from = x
      while (x + 1 < size && data[y * size + x + 1]) x++
      runs.push({ x: from, y, width: x + 1 - from })
    }
  return { size, runs }
}

/** The same as an SVG path. */
export const qrPath = (text: string): { size: number; path: string } => {
  const { size, runs } = qrRuns(text)
  return { size, path: runs.map(({ x, y, width }) => `M${x} ${y}h${width}v1H${x}z`).join('') }
}

/** A QR code as a CSS picture: one string for setData, sharp at every size. Without semicolons, which end a style. */
export const qrPicture = (text: string): string => {
  const { size, path } = qrPath(text)
  const svg = `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 ${size} ${size}' shape-rendering='crispEdges'><path fill='#1f2421' d='${path}'/></svg>`
  return `url("data:image/svg+xml,${svg.replaceAll('#', '%23').replaceAll('<', '%3C').replaceAll('>', '%3E')}")`
}
