import type { Api } from '../../../../server/api'
import { clock } from '../../ui/date.rules'

/** An appointment as the store sees it. */
export type Booked = Api['GET /stores/:storeId/appointments']['response']['appointments'][number]
export type Tried = Booked['tried'][number]
export type Bookable = Api['GET /stores/:storeId/services']['response']['services'][number]
export type Slot = Api['GET /stores/:storeId/services/:serviceId/slots']['response']['slots'][number]

const DAY = 86_400_000
/** How late somebody may be before they count as not having come. */
const LATE = 15 * 60_000
/** How many days are shown beside one another. */
export const DAYS_SHOWN = 7

/** `2026-11-24`, Shanghai's day of an instant in ms. */
export const dayOf = (at: number): string => new Date(at + 8 * 3_600_000).toISOString().slice(0, 10)

/** Today and the six days after it, with how a guide calls them. */
export const daysAhead = (now: number): { day: string; word: string; date: string }[] =>
  Array.from({ length: DAYS_SHOWN }, (_, ahead) => {
    const day = dayOf(now + ahead * DAY)
    const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
    const word = ahead === 0 ? '今天' : ahead === 1 ? '明天' : `周${'日一二三四五六'[weekday]}`
    return { day, word, date: `${Number(day.slice(5, 7))}/${day.slice(8)}` }
  })

export type Act = 'checkIn' | 'done' | 'noShow' | 'move' | 'cancel'

/** What the store can do with it as things are, the likeliest first. */
export const actsOf = ({ status, start }: Pick<Booked, 'status' | 'start'>, now: number): Act[] => {
  if (status === 'checkedIn') return ['done']
  if (status === 'waiting' || status === 'offered') return ['cancel']
  if (status !== 'booked') return []
  const late: Act[] = now >= Date.parse(start) + LATE ? ['noShow'] : []
  return ['checkIn', ...late, 'move', 'cancel']
}

export const toneOf = ({ status }: Pick<Booked, 'status'>): 'ok' | 'warn' | 'danger' | 'i2' => {
  switch (status) {
    case 'checkedIn':
    case 'done':
      return 'ok'
    case 'waiting':
    case 'offered':
      return 'warn'
    case 'noShow':
      return 'danger'
    default:
      return 'i2'
  }
}

/** Those that are still to come or here, of a day. */
export const isOpen = ({ status }: Pick<Booked, 'status'>): boolean =>
  status === 'booked' || status === 'checkedIn'

/** A day's appointments by their time, each time once. */
export const byTime = (all: readonly Booked[]): { time: string; appointments: Booked[] }[] => {
  const times = [...new Set(all.map((it) => it.start))].sort()
  return times.map((start) => ({
    time: clock(Date.parse(start)),
    appointments: all.filter((it) => it.start === start),
  }))
}

/** `口红 999 · 正红 · 显白`: one thing that was tried. */
export const triedText = ({ what, size, shade, reaction }: Tried): string =>
  [what, size && `${size} 码`, shade, reaction].filter(Boolean).join(' · ')

/** An entry of the result note as it is typed. */
export interface Entry {
  what: string
  size: string
  shade: string
  reaction: string
}
export const EMPTY: Entry = { what: '', size: '', shade: '', reaction: '' }

/** What goes to the profile: entries that say what was tried, without their empty fields (AP-3). */
export const triedOf = (entries: readonly Entry[]): Tried[] =>
  entries
    .map((it) => ({
      what: it.what.trim(),
      size: it.size.trim(),
      shade: it.shade.trim(),
      reaction: it.reaction.trim(),
    }))
    .filter((it) => it.what !== '')
    .map(({ what, size, shade, reaction }) => ({
      what,
      ...(size ? { size } : {}),
      ...(shade ? { shade } : {}),
      ...(reaction ? { reaction } : {}),
    }))

export const nameOf = ({ memberName }: Pick<Booked, 'memberName'>): string => memberName || '顾客'
