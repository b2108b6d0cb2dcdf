/** Sets `root.cn.[0].cn.[1].v` as WeChat's setData does: missing parents are made, arrays before an index. */
export const setPath = (target: Record<string, unknown>, path: string, value: unknown): void => {
  const keys = path.replace(/\.?\[(\d+)\]/g, '.$1').split('.')
  const last = keys.pop()
  if (last === undefined) return
  let at = target
  keys.forEach((key, index) => {
    if (at[key] === undefined || at[key] === null) at[key] = /^\d+$/.test(keys[index + 1] ?? last) ? [] : {}
    at = at[key] as Record<string, unknown>
  })
  at[last] = value
}
