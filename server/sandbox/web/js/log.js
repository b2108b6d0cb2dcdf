import { h, icon, precise } from './dom.js'
import { get, on } from './store.js'

const row = ({ at, source, text, failed }) =>
  h('li', { class: failed && 'bad' }, h('time', {}, precise(at)), h('b', {}, source), h('span', {}, text))

/** The three newest lines under the phone. */
export function lastLines(list) {
  get('log').then(({ entries }) => list.replaceChildren(...entries.slice(-3).map(row)))
  on('log', ({ entry }) => {
    list.append(row(entry))
    while (list.children.length > 3) list.firstChild.remove()
  })
  on('reset', () => list.replaceChildren())
}

let drawer
/** The whole log in a drawer; a second call closes it. */
export async function openLog() {
  if (drawer) {
    drawer.remove()
    drawer = undefined
    return
  }
  const list = h('ol', { class: 'logs' })
  const close = h('button', { 'aria-label': '关闭', onclick: openLog }, icon('x'))
  drawer = h(
    'aside',
    { class: 'draw', 'aria-label': '日志' },
    h('header', {}, h('b', { class: 't17' }, '日志'), h('span', { class: 'grow' }), close),
    list,
  )
  document.querySelector('#overlay').append(drawer)
  const { entries } = await get('log')
  list.append(...entries.map(row))
  list.scrollTop = list.scrollHeight
}
on('log', ({ entry }) => {
  const list = drawer?.querySelector('.logs')
  if (!list) return
  const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 40
  list.append(row(entry))
  if (atEnd) list.scrollTop = list.scrollHeight
})
