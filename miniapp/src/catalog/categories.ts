import { call } from '../api/call'
import { shared } from '../api/shared'
import { useLoad } from '../api/useLoad'
import type { IconName } from '../ui/iconNames'
import type { Category } from './types'

let kept: Promise<Category[]> | undefined
/** The category tree, asked for once per launch. */
const categories = (): Promise<Category[]> =>
  (kept ??= call('GET /categories').then((it) => it.categories)).catch((error) => {
    kept = undefined
    throw error
  })

/** The tree; a changed `again` asks once more for one that failed. */
export const useCategories = (again = '') => useLoad(`categories ${again}`, categories)

/** Which kind of goods the category tab should open with. */
export const wantedCategory = shared<string | undefined>(undefined)

const ICONS: [RegExp, IconName][] = [
  [/rose|beauty|美妆|护肤/, 'flower-2'],
  [/sky|apparel|服/, 'shirt'],
  [/sand|home|家/, 'sofa'],
  [/tea|茶|饮/, 'cup-soda'],
  [/sage|food|食/, 'croissant'],
]
export const iconOf = (it: Category): IconName =>
  ICONS.find(([pattern]) => pattern.test(it.name))?.[1] ??
  ICONS.find(([pattern]) => pattern.test(it.ground))?.[1] ??
  'shopping-bag'
