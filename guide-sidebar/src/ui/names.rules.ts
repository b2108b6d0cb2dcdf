export interface Names {
  customer: string
  guide: string
  store: string
}

/** A text for a chat with the names where `{顾客}`, `{导购}` and `{门店}` stand. */
export function withNames(text: string, { customer, guide, store }: Names): string {
  const names: Record<string, string> = { 顾客: customer, 导购: guide, 门店: store }
  return text.replace(/\{(顾客|导购|门店)\}/g, (_, it: string) => names[it] ?? '')
}
