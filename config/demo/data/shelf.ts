import type { Ground } from '../types'

/** One second-level category with its products as compact rows; see products.ts for the row grammar. */
export type Shelf = {
  id: string
  parent: string
  name: string
  ground: Ground
  brands: string[]
  /** Picture of the category itself. */
  cover: string
  rows: string
}
