/** Asia/Shanghai has had no summer time since 1991. */
const SHANGHAI = 8 * 3_600_000

/** An instant as a field for date and time shows it in Shanghai, `2026-11-24T10:00`; '' for none. */
export const localOf = (iso: string | undefined): string =>
  iso ? new Date(Date.parse(iso) + SHANGHAI).toISOString().slice(0, 16) : ''

/** The instant behind such a field; undefined while it is not filled in. */
export const instantOf = (local: string): string | undefined => {
  const at = /^\d{4,}-\d\d-\d\dT\d\d:\d\d$/.test(local) ? Date.parse(`${local}:00Z`) : NaN
  return Number.isNaN(at) ? undefined : new Date(at - SHANGHAI).toISOString()
}

/** The start of the Shanghai day `days` after `now` (ms), plus minutes. */
export const dayFrom = (now: number, days: number, minutes = 0): string => {
  const midnight = Math.floor((now + SHANGHAI) / 86_400_000) * 86_400_000 - SHANGHAI
  return new Date(midnight + days * 86_400_000 + minutes * 60_000).toISOString()
}

/** Yuan as typed to integer fen; undefined for what is no amount of at most two decimals. */
export const fenOf = (text: string): number | undefined => {
  const plain = text.replace(/[,，\s]/g, '')
  return /^\d{1,8}(\.\d{1,2})?$/.test(plain) ? Math.round(Number(plain) * 100) : undefined
}
/** Fen as an amount to type on: `60`, `9.9`. */
export const yuanText = (fen: number | undefined): string =>
  fen === undefined ? '' : String(Number((fen / 100).toFixed(2)))

/** A whole number as typed; undefined for anything else. */
export const wholeOf = (text: string): number | undefined => {
  const plain = text.replace(/[,，\s]/g, '')
  return /^\d{1,9}$/.test(plain) ? Number(plain) : undefined
}
export const wholeText = (n: number | undefined): string => (n === undefined ? '' : String(n))

/** A list with one more or one less. */
export const toggled = <T>(list: readonly T[], one: T): T[] =>
  list.includes(one) ? list.filter((it) => it !== one) : [...list, one]

/** 折 as typed to a whole percent that is left: `8.5` is 85; undefined for anything else. */
export const percentOf = (text: string): number | undefined =>
  /^\d(\.\d)?$/.test(text.trim()) && Number(text) > 0 ? Math.round(Number(text) * 10) : undefined
export const foldText = (percent: number | undefined): string =>
  percent === undefined ? '' : String(Number((percent / 10).toFixed(1)))
