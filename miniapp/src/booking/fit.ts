import type { Category } from '../catalog/types'
import type { Service } from './types'

/** What goods of a kind can be tried by, by the name of their root category. */
const FITS: [RegExp, Service['kind'][]][] = [
  [/美妆|护肤|个护/, ['makeup', 'skincare']],
  [/服|鞋|配饰/, ['fitting', 'measuring']],
]

const rootOf = (tree: readonly Category[], id: string): Category | undefined => {
  const it = tree.find((one) => one.id === id)
  return it?.parentId ? rootOf(tree, it.parentId) : it
}

/** Services that goods of a category can be tried by, best first; none where nothing fits. */
export const fittingKinds = (tree: readonly Category[], categoryId: string): Service['kind'][] => {
  const name = rootOf(tree, categoryId)?.name ?? ''
  return FITS.find(([pattern]) => pattern.test(name))?.[1] ?? []
}
