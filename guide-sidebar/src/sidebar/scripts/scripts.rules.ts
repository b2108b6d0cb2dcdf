import type { Api } from '../../../../server/api'

export type Script = Api['GET /scripts']['response']['scripts'][number]
export type Category = Script['category']

export const CATEGORIES: [category: Category, label: string][] = [
  ['greeting', '打招呼'],
  ['goods', '聊商品'],
  ['visit', '约到店'],
  ['service', '售后'],
  ['winBack', '唤回'],
]

/** Scripts that hold the words, in title or text. */
export const matching = (scripts: readonly Script[], q: string, category: Category | undefined): Script[] =>
  scripts.filter(
    (it) => (!category || it.category === category) && (!q || `${it.title}\n${it.text}`.includes(q)),
  )
