interface Wanted {
  skuId: string
  quantity: number
}

/** The lines with so many pieces of one; a line not yet there is added, one of none goes. */
export const withQuantity = <Line extends Wanted>(
  lines: Line[],
  skuId: string,
  quantity: number,
): (Line | Wanted)[] => {
  if (quantity === 0) return lines.filter((it) => it.skuId !== skuId)
  return lines.some((it) => it.skuId === skuId)
    ? lines.map((it) => (it.skuId === skuId ? { ...it, quantity } : it))
    : [...lines, { skuId, quantity }]
}
