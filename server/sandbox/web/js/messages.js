import { ava, h, hour, icon, when } from './dom.js'
import { now, store } from './store.js'

const GAP = 10 * 60_000

function card(message, tap) {
  const { title, imgUrl, desc } = message.card
  const mini = message.kind === 'miniprogram'
  const { corp } = store.state
  return h(
    'button',
    { class: 'mp', onclick: tap, 'data-testid': 'card' },
    h('div', { class: 'mp1' }, h('span', { class: 'logo' }, corp.name.slice(1, 2) || corp.name), corp.name),
    h('div', { class: 'mp2' }, title),
    imgUrl &&
      h(
        'div',
        { class: 'mp3' },
        h('img', { src: imgUrl, alt: '', onerror: (event) => event.target.remove() }),
      ),
    desc && h('div', { class: 'i2 t11' }, desc),
    h(
      'div',
      { class: message.broken ? 'mp4 bad' : 'mp4' },
      icon('link', 's12'),
      message.broken ? '路径缺少 .html，点开是空页' : mini ? '小程序' : '链接',
    ),
  )
}

const FILES = { image: '[图片]', video: '[视频]', file: '[文件]' }

/** One line of what a message says, for lists and banners. */
export function gist(message) {
  if (!message) return ''
  if (message.from === 'system') return '已成为好友'
  if (message.card) return `[${message.kind === 'miniprogram' ? '小程序' : '链接'}] ${message.card.title}`
  return FILES[message.kind] ?? message.text
}

/** A transcript seen from one side: `guide` in the WeCom window, `person` on the phone. */
export function transcript(messages, { side, guide, person, onCard }) {
  const rows = []
  let before = 0
  let newest
  for (const message of messages) {
    if (message.at - before > GAP && message.from !== 'system')
      rows.push(
        h(
          'time',
          {},
          `${when(message.at, now()) === hour(message.at) ? '' : `${when(message.at, now())} `}${hour(message.at)}`,
        ),
      )
    before = message.at
    if (message.from === 'system') {
      const other = side === 'guide' ? person : guide
      rows.push(h('div', { class: 'sys' }, `你已添加了${other?.name}，现在可以开始聊天了`))
      continue
    }
    const mine = message.from === side
    const body = message.card
      ? card(message, () => onCard?.(message))
      : h('p', {}, FILES[message.kind] ?? message.text)
    const face = ava(message.from === 'guide' ? guide : person, 32)
    newest = h('div', { class: mine ? 'm me' : 'm' }, mine ? [body, face] : [face, body])
    rows.push(newest)
    const origin = message.bySidebar
      ? '由侧边栏发出'
      : message.isWelcome
        ? '欢迎语'
        : message.isMass && '群发'
    if (side === 'guide' && origin) rows.push(h('div', { class: 'sent' }, icon('check', 's12'), origin))
  }
  const last = messages.at(-1)
  if (side === 'person' && last?.kind === 'miniprogram' && last.from === 'guide') {
    newest.classList.add('new')
    rows.push(h('div', { class: 'tap' }, '点卡片，看顾客怎么下单'))
  }
  return rows
}
