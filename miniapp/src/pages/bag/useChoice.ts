import { useEffect, useState } from 'react'
import type { CartLine } from '../../cart/cart'
import { canBuy, groupKeyOf, toggled } from '../../cart/groups'

/** What is chosen to be ordered; at first everything of the first store that can be bought. */
export const useChoice = (lines: CartLine[]) => {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [touched, setTouched] = useState(false)
  useEffect(() => {
    if (touched) return
    const first = lines.find(canBuy)
    if (!first) return
    const group = groupKeyOf(first)
    setChosen(new Set(lines.filter((it) => groupKeyOf(it) === group && canBuy(it)).map((it) => it.key)))
  }, [lines, touched])
  return {
    chosen,
    tap: (tapped: CartLine[]): void => {
      setTouched(true)
      setChosen((before) => toggled(before, lines, tapped))
    },
  }
}
