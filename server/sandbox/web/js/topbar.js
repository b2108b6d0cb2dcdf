import { day, h, icon, precise, weekday } from './dom.js'
import { now, on, post, refresh, setClock, store } from './store.js'
import { openLog } from './log.js'

const FAULTS = [
  {
    label: '回调迟 30 秒',
    isOn: ({ notify }) => notify.late !== 0,
    set: (yes) => post('notify', { late: yes ? -1 : 0, lateMs: 30_000 }),
  },
  {
    label: '回调重复',
    isOn: ({ notify }) => notify.duplicate !== 0,
    set: (yes) => post('notify', { duplicate: yes ? -1 : 0 }),
  },
  {
    label: '支付回调迟 30 秒',
    isOn: ({ payNotify }) => payNotify.late !== 0,
    set: (yes) => post('pay/notify', { late: yes ? -1 : 0, lateMs: 30_000 }),
  },
  fault('企微限流 45009', { id: 'ui-45009', endpoint: '/cgi-bin/', errcode: 45009 }),
  fault('商城 503', { id: 'ui-503', target: 'webview', endpoint: '/api/', http: 503 }),
  fault('弱网', { id: 'ui-slow', target: 'webview', endpoint: '*', delayMs: 1500 }),
]

function fault(label, body) {
  return {
    label,
    isOn: ({ faults }) => faults.some(({ id }) => id === body.id),
    set: (yes) => (yes ? post('fault', { ...body, times: -1 }) : post(`fault/${body.id}/remove`)),
  }
}

/** The slim bar: the sandbox's clock, faults, the last line of the log. */
export function topbar(root) {
  const face = h('b')
  const speeds = h('span', { class: 'sg' })
  const faults = h('div', { class: 'flt' })
  const last = h('span', { class: 'cut' })
  const line = h('div', { class: 'lg' }, h('span', { class: 'dot' }), last)
  const count = h('b')
  const jump = (text, seconds) =>
    h('button', { class: 'stp', onclick: () => post('clock', { advance: seconds }) }, text)

  root.append(
    h('b', { class: 'name' }, h('span', { class: 'mk' }, '合'), '沙盒'),
    h(
      'div',
      { class: 'clk' },
      icon('clock', 's14'),
      face,
      speeds,
      jump('+10 分', 600),
      jump('+1 时', 3600),
      jump('+1 天', 86_400),
    ),
    h('i', { class: 'v' }),
    faults,
    h('span', { class: 'grow' }),
    line,
    h(
      'button',
      { class: 'lgb', onclick: openLog, 'data-testid': 'open-log' },
      icon('scroll-text', 's14'),
      '日志 ',
      count,
    ),
  )

  const tick = () => (face.textContent = `${day(now())} ${weekday(now())} ${precise(now())}`)
  const speed = (rate, content, label) =>
    h(
      'button',
      {
        class: store.clock.rate === rate && 'on',
        'aria-label': label,
        onclick: () => post('clock', { rate }),
      },
      content,
    )
  const draw = () => {
    speeds.replaceChildren(
      speed(0, icon('pause', 's12'), '停住时钟'),
      speed(1, '1×', '正常速度'),
      speed(60, '60×', '60 倍速'),
    )
    faults.replaceChildren(
      h('span', { class: 'lb' }, icon('bug', 's14'), '故障'),
      ...FAULTS.map(({ label, isOn, set }) => {
        const active = isOn(store.state)
        return h(
          'button',
          { class: active ? 'f on' : 'f', 'aria-pressed': String(active), onclick: () => set(!active) },
          active && icon('check', 's12'),
          label,
        )
      }),
    )
    count.textContent = store.state.logCount
    tick()
  }
  setInterval(tick, 250)
  on('clock', (event) => (setClock(event), draw()))
  on('switches', () => refresh().then(draw))
  on('log', ({ entry }) => {
    line.className = entry.failed ? 'lg bad' : 'lg'
    last.textContent = `${precise(entry.at)} ${entry.text}`
    count.textContent = entry.seq
  })
  draw()
}
