import { isDeepStrictEqual } from 'node:util'
import type { z } from 'zod'
import { logger } from '../../kernel/logger'
import type { productCard } from './catalog.contract'
import {
  allCategories,
  changesSince,
  productsSince,
  type CategoryDoc,
  type ProductDoc,
} from './catalog.model'
import { cardOf } from './catalog.rules'
import { buildSearchIndex, type SearchIndex } from './catalog.search'

export interface CatalogDirectory {
  products: ProductDoc[]
  byId: Map<string, ProductDoc>
  cards: Map<string, z.infer<typeof productCard>>
  bySku: Map<string, ProductDoc>
  byBarcode: Map<string, { spuId: string; skuId: string }>
  categories: CategoryDoc[]
  /** A category with all below it. */
  family: Map<string, Set<string>>
  index: SearchIndex
  newest: Date | undefined
  /** How many products changed at that instant (an import writes many). */
  atNewest: number
}

const CHECK_MS = 2000
let current: Promise<CatalogDirectory> | undefined
let checkedAt = 0

function arrange(products: ProductDoc[], categories: CategoryDoc[]): CatalogDirectory {
  const names = new Map(categories.map((it) => [it._id, it]))
  const family = new Map<string, Set<string>>()
  for (const it of categories)
    for (let up: CategoryDoc | undefined = it; up; up = up.parentId ? names.get(up.parentId) : undefined)
      family.set(up._id, (family.get(up._id) ?? new Set()).add(it._id))
  const label = (id: string): string => {
    const it = names.get(id)
    return it ? `${it.name} ${it.parentId ? label(it.parentId) : ''}` : ''
  }
  const newest = products.reduce<Date | undefined>(
    (last, it) => (!last || it.updatedAt > last ? it.updatedAt : last),
    undefined,
  )
  return {
    products,
    byId: new Map(products.map((it) => [it._id, it])),
    cards: new Map(products.map((it) => [it._id, cardOf(it)])),
    bySku: new Map(products.flatMap((it) => it.skus.map((sku) => [sku.id, it] as const))),
    byBarcode: new Map(
      products.flatMap((it) =>
        it.skus.map((sku) => [sku.barcode, { spuId: it._id, skuId: sku.id }] as const),
      ),
    ),
    categories,
    family,
    index: buildSearchIndex(products, label),
    newest,
    atNewest: products.filter((it) => it.updatedAt.getTime() === newest?.getTime()).length,
  }
}

async function load(): Promise<CatalogDirectory> {
  const [products, categories] = await Promise.all([productsSince(), allCategories()])
  products.sort((a, b) => a._id.localeCompare(b._id))
  logger.info({ products: products.length }, 'catalog directory built')
  return arrange(products, categories)
}

async function refresh(before: CatalogDirectory): Promise<CatalogDirectory> {
  if (!before.newest) return load()
  const [{ count, last }, categories] = await Promise.all([changesSince(before.newest), allCategories()])
  const isSameProducts = last?.getTime() === before.newest.getTime() && count === before.atNewest
  if (isSameProducts && isDeepStrictEqual(categories, before.categories)) return before
  const changed = (await productsSince(before.newest)).filter(
    (it) => before.byId.get(it._id)?.updatedAt.getTime() !== it.updatedAt.getTime(),
  )
  const merged = new Map(before.byId)
  for (const it of changed) merged.set(it._id, it)
  return arrange([...merged.values()], categories)
}

/**
 * The whole catalog in process memory with its search index; a change elsewhere is seen within 2 s. While the
 * database is away the last known state serves on.
 */
export async function catalogDirectory(): Promise<CatalogDirectory> {
  if (!current) {
    checkedAt = Date.now()
    const loading = load()
    current = loading
    loading.catch(() => {
      if (current === loading) current = undefined
    })
    return loading
  }
  if (Date.now() - checkedAt > CHECK_MS) {
    checkedAt = Date.now()
    const before = current
    // What was forgotten meanwhile stays forgotten: the check may have read the database before the write.
    void before
      .then(refresh)
      .then((it) => {
        if (current === before) current = Promise.resolve(it)
      })
      .catch((error: unknown) => logger.warn({ error: String(error) }, 'catalog not refreshed'))
  }
  return current
}

/** Makes the next look-up read the database again (after a write in this process). */
export const forgetCatalog = (): void => {
  current = undefined
}
