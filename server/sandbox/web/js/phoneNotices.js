import { h, icon, when } from './dom.js'
import { get, now, store } from './store.js'

const SENDERS = { subscribe: '服务通知', sms: '短信' }
/** Text messages as their templates are registered with the gateway; others show their parameters. */
const TEXTS = {
  pickup_ready: ({ code, store: where, until }) => `取货码 ${code}，到${where}出示就能取，保留到 ${until}。`,
  pickup_reminder: ({ code, store: where, until }) =>
    `取货码 ${code} 快到期了，请在 ${until} 前到${where}取货。`,
  refunded: ({ amount, reason }) => `退款 ${amount} 已原路退回，原因：${reason}。`,
}
const textOf = ({ kind, title, lines }) => {
  const [, signature, template] = /^(【.*】)(.*)$/.exec(title) ?? []
  return kind === 'sms' && TEXTS[template] && signature + TEXTS[template](Object.fromEntries(lines))
}
/** One line of a notice, for lists and banners. */
const gist = (notice) =>
  textOf(notice) ||
  [notice.title === senderOf(notice) ? '' : notice.title, ...notice.lines.map(([, value]) => value)]
    .join(' ')
    .trim()

export const senderOf = (notice) => SENDERS[notice.kind]

export async function noticesOf(personId) {
  const { notices } = await get(`notices?personId=${encodeURIComponent(personId)}`)
  return notices
}

/** The banner of a new notice; a tap leads to all of them. */
export const noticeToast = (notice, open) => {
  const banner = h(
    'button',
    { class: 'toast', 'data-testid': 'toast', onclick: () => (banner.remove(), open()) },
    icon(notice.kind === 'sms' ? 'message-square' : 'message-circle', 's20'),
    h('div', {}, h('b', {}, senderOf(notice)), h('span', { class: 'cut' }, gist(notice))),
  )
  return banner
}

/** Its line in WeChat's list of chats; nothing when there is none. */
export const noticeEntry = (notices, open) =>
  notices[0] &&
  h(
    'button',
    { class: 'it', 'data-testid': 'notices', onclick: open },
    h('span', { class: 'ava sky', style: '--s:36px' }, icon('message-square', 's18')),
    h(
      'div',
      {},
      h('div', { class: 'l1' }, h('b', {}, '通知和短信'), h('em', {}, when(notices[0].at, now()))),
      h('p', {}, gist(notices[0])),
    ),
  )

/** All of them, newest first. */
export function noticeView(notices, { back, openPage }) {
  const card = (notice) => {
    const text = textOf(notice)
    return h(
      'button',
      {
        class: 'ntc',
        'data-testid': 'notice',
        onclick: () => notice.page && openPage(notice.page),
      },
      h(
        'div',
        { class: 'l1' },
        h('b', {}, text ? senderOf(notice) : notice.title),
        h('em', {}, when(notice.at, now())),
      ),
      text
        ? h('p', {}, text)
        : notice.lines.map(([name, value]) =>
            h('p', {}, notice.kind === 'sms' && h('i', {}, `${name} `), value),
          ),
      notice.page && h('div', { class: 'mp4' }, icon('link', 's12'), `进入${store.state.corp.name}`),
    )
  }
  return [
    h(
      'div',
      { class: 'nv2' },
      h('button', { 'aria-label': '返回', onclick: back }, icon('chevron-left', 's20')),
      h('div', {}, h('b', {}, '通知和短信')),
      h('span', { style: 'width:20px' }),
    ),
    h('div', { class: 'ntcs' }, notices.map(card)),
  ]
}
