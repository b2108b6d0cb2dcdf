export interface Money {
  /** Whole yuan with thousands separators, e.g. `12,486`; from a million yuan on in 万, e.g. `128.6 万`. */
  yuan: string
  /** `.50`; empty where fen are not shown. */
  fen: string
}

const grouped = (yuan: number): string => String(yuan).replace(/\B(?=(\d{3})+$)/g, ',')

/** Money as it is charged: yuan and fen. `amount` is integer fen. */
export const exactMoney = (amount: number): Money => ({
  yuan: grouped(Math.floor(amount / 100)),
  fen: `.${String(amount % 100).padStart(2, '0')}`,
})

/** Money as a figure to compare: rounded to yuan. `amount` is fen and may be a fraction (an average). */
export const roundMoney = (amount: number): Money => {
  const yuan = Math.round(amount / 100)
  return { yuan: yuan < 1_000_000 ? grouped(yuan) : `${(yuan / 10_000).toFixed(1)} 万`, fen: '' }
}

/** A count with thousands separators. */
export const count = (n: number): string => grouped(n)
