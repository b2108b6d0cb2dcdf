const PATH =
  'M116 3H205a24 24 0 0 1 24 24V205a24 24 0 0 1 -24 24H27a24 24 0 0 1 -24 -24V27a24 24 0 0 1 24 -24H116'

/**
 * A rounded ring of which `part` (0–1) is left, as a CSS mask: the colour stays a token. Without semicolons, which end
 * a style.
 */
export const ringMask = (part: number): string => {
  const left = Math.round(Math.max(0, Math.min(1, part)) * 1000) / 10
  const svg = `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 232 232' fill='none'><path d='${PATH}' stroke='black' stroke-width='4' stroke-linecap='round' pathLength='100' stroke-dasharray='${left} 100'/></svg>`
  return `url("data:image/svg+xml,${svg.replaceAll('<', '%3C').replaceAll('>', '%3E')}")`
}
