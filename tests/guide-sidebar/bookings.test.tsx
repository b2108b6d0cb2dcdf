/**
 * @jest-environment jsdom
 * @jest-environment-options {"userAgent": "Mozilla/5.0 Chrome/108 MicroMessenger/7.0.1 wxwork/4.1.36"}
 */
import { fireEvent, screen, waitFor } from '@testing-library/react'
import {
  actsOf,
  byTime,
  dayOf,
  daysAhead,
  triedOf,
  type Booked,
} from '../../guide-sidebar/src/desk/booking/booking.rules'
import { App } from '../../guide-sidebar/src/sidebar/App'
import { draw } from './draw'
import { basics, build, goTo, installBridge, serve, signedIn } from './support'

installBridge()
jest.setTimeout(40_000)
const guide = build.guide()
const LIST = `GET /stores/${guide.store.id}/appointments`

const booked = (over: Partial<Booked> = {}): Booked => ({
  id: 'apt_1',
  status: 'booked',
  statusText: '已预约',
  service: { id: 'svc_1', kind: 'makeup', name: '秋冬妆容咨询', minutes: 30 },
  store: { id: guide.store.id, name: guide.store.name },
  start: '2026-11-25T02:00:00.000Z',
  end: '2026-11-25T02:30:00.000Z',
  changeUntil: '2026-11-25T00:00:00.000Z',
  tried: [],
  memberId: 'mem_1',
  memberName: '林晓雯',
  triedBefore: [{ what: '丝绒口红', shade: '正红 03', reaction: '显白', at: '2026-10-01T02:00:00.000Z' }],
  ...over,
})

describe('what the store can do with an appointment (AP-1)', () => {
  const start = Date.parse(booked().start)

  test('check in first; no-show only from 15 minutes after the start; nothing once it is over', () => {
    expect(actsOf(booked(), start - 60_000)).toEqual(['checkIn', 'move', 'cancel'])
    expect(actsOf(booked(), start + 15 * 60_000)).toEqual(['checkIn', 'noShow', 'move', 'cancel'])
    expect(actsOf(booked({ status: 'checkedIn' }), start)).toEqual(['done'])
    expect(actsOf(booked({ status: 'waiting' }), start)).toEqual(['cancel'])
    expect(actsOf(booked({ status: 'done' }), start)).toEqual([])
  })

  test('days and times are Shanghai’s', () => {
    const now = Date.parse('2026-11-24T16:30:00.000Z')
    expect(dayOf(now)).toBe('2026-11-25')
    expect(daysAhead(now).slice(0, 3)).toEqual([
      { day: '2026-11-25', word: '今天', date: '11/25' },
      { day: '2026-11-26', word: '明天', date: '11/26' },
      { day: '2026-11-27', word: '周五', date: '11/27' },
    ])
    const later = booked({ id: 'apt_2', start: '2026-11-25T03:00:00.000Z' })
    const same = booked({ id: 'apt_3' })
    expect(byTime([later, booked(), same]).map((it) => [it.time, it.appointments.length])).toEqual([
      ['10:00', 2],
      ['11:00', 1],
    ])
  })

  test('only what was tried goes to the profile, without empty fields (AP-3)', () => {
    const entry = { what: ' 大衣 ', size: 'M', shade: '', reaction: ' ' }
    expect(triedOf([entry, { what: '', size: 'S', shade: '', reaction: '' }])).toEqual([
      { what: '大衣', size: 'M' },
    ])
  })
})

test('a day of the store: who comes, checked in with one tap, and what was tried written down', async () => {
  signedIn()
  goTo('/sidebar/#/appointments/2026-11-25')
  let it = booked()
  const log = serve({
    ...basics,
    'GET /wecom/me': () => ({ body: guide }),
    [LIST]: () => ({ body: { appointments: [it] } }),
    'POST /appointments/apt_1/check-in': () => {
      it = booked({ status: 'checkedIn', statusText: '已到店' })
      return { body: it }
    },
    'POST /appointments/apt_1/done': () => {
      it = booked({ status: 'done', statusText: '已完成' })
      return { body: it }
    },
  })
  draw(<App />)
  fireEvent.click(await screen.findByText('林晓雯'))
  expect(screen.getByText('丝绒口红 · 正红 03 · 显白')).toBeTruthy()
  fireEvent.click(screen.getByText('到店了'))
  fireEvent.change(await screen.findByLabelText('试了什么 1'), { target: { value: '唇釉' } })
  fireEvent.click(screen.getByText('很喜欢'))
  fireEvent.click(screen.getByText('做完了，记下来'))
  await waitFor(() => expect(screen.getByText('已完成')).toBeTruthy())
  const done = log.find((asked) => asked.key === 'POST /appointments/apt_1/done')
  expect(done?.body).toEqual({ tried: [{ what: '唇釉', reaction: '很喜欢' }] })
  expect(log.filter((asked) => asked.key === LIST).every((asked) => asked.token)).toBe(true)
})

test('a manager gives an appointment to another adviser who is free then (AP-1)', async () => {
  signedIn({ role: 'manager' })
  goTo('/sidebar/#/appointments/2026-11-25')
  let it = booked({ adviser: { id: 'gui_1', name: '周敏', isChosen: true } })
  const log = serve({
    ...basics,
    'GET /wecom/me': () => ({ body: build.guide({ role: 'manager' }) }),
    [LIST]: () => ({ body: { appointments: [it] } }),
    'GET /appointments/apt_1/advisers': () => ({
      body: {
        advisers: [
          { id: 'gui_1', name: '周敏', isFree: true },
          { id: 'gui_2', name: '陈默', isFree: true },
          { id: 'gui_3', name: '高晗', isFree: false },
        ],
      },
    }),
    'POST /appointments/apt_1/adviser': () => {
      it = booked({ adviser: { id: 'gui_2', name: '陈默', isChosen: false } })
      return { body: it }
    },
  })
  draw(<App />)
  fireEvent.click(await screen.findByText('林晓雯'))
  expect(screen.getByText('顾客点名的顾问')).toBeTruthy()
  fireEvent.click(screen.getByText('换顾问'))
  const busy = (await screen.findByText('高晗')).closest('button')
  expect(busy?.disabled).toBe(true)
  fireEvent.click(screen.getByText('陈默'))
  await waitFor(() => expect(screen.getByText('门店安排的顾问')).toBeTruthy())
  const given = log.find((asked) => asked.key === 'POST /appointments/apt_1/adviser')
  expect([given?.body, given?.token]).toEqual([{ adviserId: 'gui_2' }, 'tok'])
})
