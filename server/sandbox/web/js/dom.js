/** Builds an element; `on*` keys become listeners, false and null children are left out. */
export function h(tag, attributes = {}, ...children) {
  const node = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value)
    else if (name === 'class') node.className = value
    else if (name === 'style') node.style.cssText = value
    else node.setAttribute(name, value === true ? '' : value)
  }
  node.append(...children.flat(3).filter((child) => child !== false && child !== null && child !== undefined))
  return node
}

const SVG = 'http://www.w3.org/2000/svg'
export function icon(name, size = '') {
  const svg = document.createElementNS(SVG, 'svg')
  svg.setAttribute('class', `ic ${size}`)
  svg.setAttribute('aria-hidden', 'true')
  const use = svg.appendChild(document.createElementNS(SVG, 'use'))
  use.setAttribute('href', `#i-${name}`)
  return svg
}

const TONES = ['sage', 'apri', 'sand', 'sky', 'lilac', 'rose']

/** Picture of a person, or the last character of the name as people in WeCom have it. */
export function ava(person, size, tag = 'span', attributes = {}) {
  const name = person?.name ?? '?'
  const tone = TONES[[...name].reduce((sum, sign) => sum + sign.codePointAt(0), 0) % TONES.length]
  const node = h(tag, { ...attributes, class: `ava ${tone}`, style: `--s:${size}px` })
  const initials = () => (node.textContent = person?.userid ? name.slice(0, 1) : name.slice(-1))
  if (!person?.avatar) initials()
  else node.append(h('img', { src: person.avatar, alt: '', onerror: initials }))
  return node
}

const parts = (at, options) =>
  new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', hour12: false, ...options }).format(at)
export const hour = (at) => parts(at, { hour: '2-digit', minute: '2-digit' })
export const precise = (at) => parts(at, { hour: '2-digit', minute: '2-digit', second: '2-digit' })
export const day = (at) => parts(at, { month: '2-digit', day: '2-digit' })
export const weekday = (at) => parts(at, { weekday: 'short' })

/** `16:38` today, `昨天`, else the date. */
export function when(at, now) {
  if (!at) return ''
  if (day(at) === day(now)) return hour(at)
  return day(at) === day(now - 86_400_000) ? '昨天' : day(at)
}

/** A dialog over the page; resolves when it is closed. */
export function dialog(title, ...content) {
  const close = () => veil.remove()
  const veil = h(
    'div',
    { class: 'veil', onclick: (event) => event.target === veil && close() },
    h(
      'div',
      { class: 'dlg', role: 'dialog', 'aria-label': title },
      h(
        'header',
        {},
        h('b', { class: 't17' }, title),
        h('span', { class: 'grow' }),
        h('button', { 'aria-label': '关闭', onclick: close }, icon('x')),
      ),
      ...content,
    ),
  )
  document.querySelector('#overlay').append(veil)
  return close
}
