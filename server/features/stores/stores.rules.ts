import type { z } from 'zod'
import { addDays, fromShanghai, shanghai } from '../../kernel/shanghai'
import type { hoursException, openState, weeklyHours } from './stores.contract'

type Weekly = z.infer<typeof weeklyHours>
type Exception = z.infer<typeof hoursException>
export type OpenState = z.infer<typeof openState>

interface Span {
  opensAt: Date
  closesAt: Date
  text: string
}

const CLOSING_SOON_MS = 60 * 60_000
const minutes = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))
const two = (value: number) => String(value).padStart(2, '0')
/** `24:30` → `次日 00:30` */
const spoken = (clock: string): string => {
  const total = minutes(clock)
  if (total === 1440) return '24:00'
  return total > 1440 ? `次日 ${two(Math.floor(total / 60) - 24)}:${two(total % 60)}` : clock
}

const span = (date: string, open: string, close: string): Span => ({
  opensAt: fromShanghai(date, minutes(open)),
  closesAt: fromShanghai(date, minutes(close)),
  text: `${open}–${spoken(close)}`,
})

/** The opening hours of one calendar day: an exception if there is one, else the weekly hours. */
export function hoursOn(date: string, hours: readonly Weekly[], exceptions: readonly Exception[]) {
  const exception = exceptions.find((it) => it.date === date)
  if (exception) {
    const { closed, open, close, reason } = exception
    return { span: closed || !open || !close ? undefined : span(date, open, close), reason }
  }
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay() || 7
  const regular = hours.find((it) => it.days.includes(weekday))
  return { span: regular && span(date, regular.open, regular.close), reason: undefined }
}

const clockOf = (at: Date): string => {
  const { minute } = shanghai(at)
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`
}

const LOOK_AHEAD_DAYS = 14

/** When a store that is open closes, hours that follow without a gap taken together; undefined = not in sight. */
function closingOf(current: Span, date: string, hours: readonly Weekly[], exceptions: readonly Exception[]) {
  let { closesAt } = current
  for (let ahead = 0; ahead < LOOK_AHEAD_DAYS; ahead++) {
    const next = hoursOn(addDays(date, ahead), hours, exceptions).span
    if (next && next.closesAt <= closesAt) continue
    if (!next || next.opensAt > closesAt) return closesAt
    closesAt = next.closesAt
  }
  return undefined
}

const closingWords = (closesAt: Date, today: string): string => {
  const { date, minute } = shanghai(closesAt)
  if (date === today) return clockOf(closesAt)
  if (date !== addDays(today, 1)) return `${date.slice(5)} ${clockOf(closesAt)}`
  return minute === 0 ? '24:00' : `次日 ${clockOf(closesAt)}`
}

/**
 * Whether a store is open at an instant, with the words for it (ST-1). Hours that pass midnight belong to the
 * day they began; an exception replaces its whole day.
 */
export function openStateAt(at: Date, hours: readonly Weekly[], exceptions: readonly Exception[]): OpenState {
  const { date } = shanghai(at)
  const today = hoursOn(date, hours, exceptions)
  const spans = [hoursOn(addDays(date, -1), hours, exceptions).span, today.span]
  const current = spans.find((it) => it && it.opensAt <= at && at < it.closesAt)
  const base = today.span ? { today: today.span.text } : {}
  if (current) {
    const closesAt = closingOf(current, date, hours, exceptions)
    if (!closesAt) return { ...base, state: 'open', label: '营业中', detail: '24 小时营业' }
    const until = closingWords(closesAt, date)
    const soon = closesAt.getTime() - at.getTime() <= CLOSING_SOON_MS
    const early = today.reason && current === today.span ? `${until} 打烊 · ${today.reason}` : `至 ${until}`
    return {
      ...base,
      state: soon ? 'closingSoon' : 'open',
      label: soon ? '即将打烊' : '营业中',
      detail: early,
      changesAt: closesAt.toISOString(),
    }
  }
  const next = nextOpening(at, date, hours, exceptions)
  const paused = Boolean(today.reason && !today.span)
  return {
    ...base,
    state: paused ? 'paused' : 'closed',
    label: paused ? `${today.reason}` : today.span && at < today.span.opensAt ? '未开门' : '已打烊',
    detail: next ? `${next.words} 开门` : '近期不营业',
    ...(next ? { changesAt: next.at.toISOString() } : {}),
  }
}

const weekdayNames = ['', '周一', '周二', '周三', '周四', '周五', '周六', '周日']

function nextOpening(at: Date, date: string, hours: readonly Weekly[], exceptions: readonly Exception[]) {
  for (let ahead = 0; ahead < LOOK_AHEAD_DAYS; ahead++) {
    const day = addDays(date, ahead)
    const found = hoursOn(day, hours, exceptions).span
    if (!found || found.opensAt <= at) continue
    const { weekday } = shanghai(found.opensAt)
    const name =
      ahead === 0 ? '今天' : ahead === 1 ? '明天' : ahead < 7 ? weekdayNames[weekday] : day.slice(5)
    return { at: found.opensAt, words: `${name} ${clockOf(found.opensAt)}` }
  }
  return undefined
}

/** Great-circle distance in metres. */
export function distanceBetween([lng1, lat1]: [number, number], [lng2, lat2]: [number, number]): number {
  const rad = Math.PI / 180
  const a =
    Math.sin(((lat2 - lat1) * rad) / 2) ** 2 +
    Math.cos(lat1 * rad) * Math.cos(lat2 * rad) * Math.sin(((lng2 - lng1) * rad) / 2) ** 2
  return Math.round(2 * 6_371_000 * Math.asin(Math.min(1, Math.sqrt(a))))
}

/** The store code in a mini-program code's scene `s=<code>`, as scanned (still URL-encoded) or decoded. */
export function storeCodeOfScene(scene: string): string | undefined {
  let plain = scene
  try {
    plain = decodeURIComponent(scene)
  } catch {
    return undefined
  }
  return new URLSearchParams(plain).get('s') ?? undefined
}
