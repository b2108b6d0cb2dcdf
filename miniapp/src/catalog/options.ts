import type { ProductDetail, Sku } from './types'

export type Choice = Record<string, string>
type Options = ProductDetail['options']

/** `open`: with what else is chosen there is such a SKU; `elsewhere`: only with other values; `never`: no SKU has it. */
export type ValueState = 'on' | 'open' | 'elsewhere' | 'never'

const fits = (sku: Sku, choice: Choice): boolean =>
  Object.entries(choice).every(([name, value]) => sku.options[name] === value)

/** The SKU with exactly these options; undefined when the combination is not made. */
export const skuOf = (skus: Sku[], choice: Choice): Sku | undefined => skus.find((it) => fits(it, choice))

export const stateOf = (skus: Sku[], choice: Choice, name: string, value: string): ValueState => {
  if (choice[name] === value) return 'on'
  const having = skus.filter((it) => it.options[name] === value)
  if (having.length === 0) return 'never'
  return having.some((it) => fits(it, { ...choice, [name]: value })) ? 'open' : 'elsewhere'
}

/**
 * The choice after tapping a value: it always names a SKU that exists. What was chosen before stays where it can;
 * options listed earlier hold on longer. A value no SKU has changes nothing.
 */
export const choose = (
  options: Options,
  skus: Sku[],
  choice: Choice,
  name: string,
  value: string,
): Choice => {
  const having = skus.filter((it) => it.options[name] === value)
  const kept = (sku: Sku): number =>
    options.reduce(
      (sum, it, at) => sum + (sku.options[it.name] === choice[it.name] ? 2 ** (options.length - at) : 0),
      0,
    )
  const best = having.reduce<Sku | undefined>(
    (top, it) => (!top || kept(it) > kept(top) ? it : top),
    undefined,
  )
  return best ? { ...best.options } : choice
}

/** `茜红 · 一壶两杯`, in the order the product lists its options; empty for a product without any. */
export const choiceText = (options: Options, choice: Choice): string =>
  options
    .map((it) => choice[it.name])
    .filter(Boolean)
    .join(' · ')
