import { ava, dialog, h, hour, icon, when } from './dom.js'
import { lastLines } from './log.js'
import { gist, transcript } from './messages.js'
import { choose, menu, scan, scanContact } from './phoneDialogs.js'
import { phoneMoments } from './moments.js'
import { noticeEntry, noticesOf, noticeToast, noticeView } from './phoneNotices.js'
import { get, guideOf, now, on, post, store, webview } from './store.js'

const TOAST_MS = 5000

/** The address of a mini-program page in H5: WeCom's `.html` comes off, the query stays. */
export function pageUrl(page, as) {
  const [path, query] = page.replace(/^\//, '').split('?')
  const route = `${path.replace(/\.html$/, '')}${query ? `?${query}` : ''}`
  return webview(`/?as=${encodeURIComponent(as)}#/${route}`)
}

/** The shopper's phone: WeChat's chats with guides, and the mini-program. */
export function phone(root) {
  const who = h('div', { class: 'who2' })
  const clock = h('b')
  const screen = h('div', { style: 'display:contents' })
  const frame = h('iframe', { title: '小程序', 'data-testid': 'miniapp', allow: 'clipboard-write' })
  const app = h('div', { class: 'app', hidden: true }, frame)
  const capsule = h(
    'div',
    { class: 'cap', hidden: true },
    h('button', { 'aria-label': '更多', onclick: () => more() }, icon('ellipsis', 's18')),
    h('button', { 'aria-label': '关闭小程序', onclick: () => show('home') }, icon('circle-dot', 's18')),
  )
  const glass = h(
    'div',
    { class: 'ph2' },
    h(
      'div',
      { class: 'st2' },
      clock,
      h(
        'span',
        { class: 'row', style: 'gap:4px' },
        icon('signal', 's14'),
        icon('wifi', 's14'),
        icon('battery-full', 's18'),
      ),
    ),
    screen,
    app,
    capsule,
  )
  const lines = h('ol', { class: 'tr', 'aria-label': '最近的日志' })
  root.append(who, glass, lines)
  lastLines(lines)

  let person
  let view = 'app'
  /** The guide whose chat is open on the phone. */
  let talking = store.guide

  async function load() {
    person = store.person ? await get(`persons/${encodeURIComponent(store.person)}`) : undefined
    if (!person?.chats.some(({ guide }) => guide.userid === talking)) talking = person?.chats[0]?.guide.userid
  }

  function drawWho() {
    const tab = (name, label) =>
      h(
        'button',
        { class: (view === name || (view !== 'app' && name === 'chat')) && 'on', onclick: () => show(name) },
        label,
      )
    who.replaceChildren(
      ava(person, 28),
      h('b', {}, `${person?.name ?? '没有人'}的手机`),
      h('span', { class: 'grow' }),
      h('span', { class: 'tabs' }, tab('app', '小程序'), tab('chat', '微信')),
      h(
        'button',
        { class: 'sw2', 'data-testid': 'switch-person', onclick: () => choose(take) },
        '换顾客',
        icon('chevron-down', 's14'),
      ),
    )
  }

  const chatHome = (notices) => [
    h(
      'div',
      { class: 'nv2' },
      h('span', { style: 'width:20px' }),
      h('div', {}, h('b', {}, '微信')),
      h('button', { 'aria-label': '扫一扫', onclick: () => scan(scanned) }, icon('scan-line', 's20')),
    ),
    h(
      'div',
      { class: 'home' },
      noticeEntry(notices, () => show('notices')),
      person.chats.map(({ guide, last }) =>
        h(
          'button',
          { class: 'it', onclick: () => ((talking = guide.userid), show('chat')) },
          ava(guide, 36),
          h(
            'div',
            {},
            h(
              'div',
              { class: 'l1' },
              h('b', {}, guide.name),
              h('i', { style: 'color:#8A5100' }, `@${store.state.corp.name}`),
              h('em', {}, when(last?.at, now())),
            ),
            h('p', {}, gist(last)),
          ),
        ),
      ),
      person.chats.length === 0 && h('p', { class: 'none' }, '还没有加导购'),
      h(
        'button',
        { class: 'it', 'data-testid': 'moments', onclick: phoneMoments },
        h('span', { class: 'ava sky', style: '--s:36px' }, icon('image', 's18')),
        h('div', {}, h('div', { class: 'l1' }, h('b', {}, '朋友圈')), h('p', {}, '导购发表的')),
      ),
      h('h3', {}, '小程序'),
      h(
        'button',
        { class: 'it', onclick: () => show('app') },
        h('span', { class: 'ava sage', style: '--s:36px' }, store.state.corp.name.slice(1, 2)),
        h(
          'div',
          {},
          h('div', { class: 'l1' }, h('b', {}, store.state.corp.name)),
          h('p', {}, '附近门店、实时库存'),
        ),
      ),
    ),
  ]

  async function chatView() {
    const guide = guideOf(talking)
    const { messages } = await get(`chat?userid=${talking}&personId=${store.person}`)
    const text = h('input', { 'aria-label': '发消息给导购', enterkeyhint: 'send' })
    const send = async (event) => {
      event.preventDefault()
      const line = text.value.trim()
      if (!line) return
      text.value = ''
      await post('customer/talk', { userid: talking, personId: store.person, from: 'person', text: line })
    }
    const body = h(
      'div',
      { class: 'msgs', 'data-testid': 'phone-chat' },
      transcript(messages, { side: 'person', guide, person, onCard: openCard }),
    )
    return [
      h(
        'div',
        { class: 'nv2' },
        h('button', { 'aria-label': '返回', onclick: () => show('home') }, icon('chevron-left', 's20')),
        h('div', {}, h('b', {}, guide.name), h('i', {}, `@${store.state.corp.name}`)),
        icon('ellipsis', 's20'),
      ),
      body,
      h(
        'form',
        { class: 'in2', onsubmit: send },
        icon('mic', 's20'),
        text,
        icon('smile', 's20'),
        icon('plus', 's20'),
      ),
    ]
  }

  async function listView() {
    const notices = await noticesOf(store.person)
    if (view !== 'notices') return chatHome(notices)
    const openLinked = (page) => (openPage(page), show('app'))
    return noticeView(notices, { back: () => show('home'), openPage: openLinked })
  }

  async function show(next) {
    view = next === 'chat' && !talking ? 'home' : next
    app.hidden = capsule.hidden = view !== 'app'
    drawWho()
    if (view === 'app') {
      if (!frame.src) openPage('')
      return screen.replaceChildren()
    }
    const parts = view === 'chat' ? await chatView() : await listView()
    const draft = screen.querySelector('.in2 input')?.value
    screen.replaceChildren(...parts)
    const body = screen.querySelector('.msgs')
    if (body) body.scrollTop = body.scrollHeight
    if (draft) screen.querySelector('.in2 input').value = draft
  }

  function openPage(page) {
    app.classList.remove('full')
    glass.classList.remove('light')
    frame.src = page ? pageUrl(page, store.person) : webview(`/?as=${encodeURIComponent(store.person)}`)
  }
  function openCard(message) {
    if (message.kind === 'news') return window.open(message.card.url, '_blank', 'noopener')
    if (message.kind !== 'miniprogram') return undefined
    if (message.broken)
      return dialog(
        '页面不存在',
        h('p', { class: 'opts' }, '这张卡片的路径没有以 .html 结尾，微信打不开它。'),
      )
    openPage(message.card.page)
    return show('app')
  }

  async function take(personId) {
    if (!personId || personId === store.person) return
    store.person = personId
    frame.removeAttribute('src')
    await load()
    if (view === 'app') openPage('')
    await show(view)
  }

  function openScanned({ scene, page }) {
    const query = new URLSearchParams({ as: store.person, scene, page })
    frame.src = webview(`/?${query}`)
    show('app')
  }

  /** A guide's code leads into the chat with them. */
  async function addGuide(way) {
    const userid = await scanContact(way)
    await load()
    if (!person.chats.some(({ guide }) => guide.userid === userid)) return show('home')
    talking = userid
    return show('chat')
  }
  const scanned = { openPage: openScanned, addGuide }

  const more = () =>
    menu({
      person,
      address: frame.src,
      openPage: async (page) => (await load(), openPage(page)),
      scanCode: () => scan(scanned),
    })

  function toast({ userid, message }) {
    const guide = guideOf(userid)
    const banner = h(
      'button',
      {
        class: 'toast',
        'data-testid': 'toast',
        onclick: () => (banner.remove(), (talking = userid), show('chat')),
      },
      ava(guide, 32),
      h('div', {}, h('b', {}, guide.name), h('span', { class: 'cut' }, gist(message))),
    )
    drop(banner)
  }
  /** Shows a banner for a while, in place of the one before. */
  function drop(banner) {
    glass.querySelector('.toast')?.remove()
    glass.append(banner)
    setTimeout(() => banner.remove(), TOAST_MS)
  }

  on('message', async (event) => {
    if (event.personId !== store.person) return
    await load()
    const watching = view === 'chat' && talking === event.userid
    if (view !== 'app') await show(view)
    if (event.message.from === 'guide' && !watching) toast(event)
  })
  on('notice', async ({ personId, notice }) => {
    if (personId !== store.person) return
    if (view === 'home' || view === 'notices') await show(view)
    if (view !== 'notices') drop(noticeToast(notice, () => show('notices')))
  })
  on('people', () => load().then(drawWho))
  on('showPhone', ({ personId }) => take(personId))
  on('card', ({ message }) => openCard(message))
  on('guide', () => (talking = store.guide))
  setInterval(() => (clock.textContent = hour(now())), 500)

  // A page that asks where status bar and capsule are draws under them; others start below.
  window.addEventListener('message', ({ data, source }) => {
    if (source !== frame.contentWindow) return
    if (data?.sandbox === 'immersive') app.classList.add('full')
    if (data?.sandbox === 'front') glass.classList.toggle('light', data.color === '#ffffff')
  })
  load().then(() => show('app'))
}
