import { ava, h, icon, when } from './dom.js'
import { gist, transcript } from './messages.js'
import { emit, get, guideOf, now, on, post, store, webview } from './store.js'
import { customerGroup } from './wecomGroup.js'
import { massAssistant, waitingMass } from './wecomMass.js'
import { momentAssistant, waitingMoments } from './moments.js'
import { addCustomer, chooseGuide, profile, relation, switches } from './wecomDialogs.js'

const unread = new Map()

/** The WeCom window of one guide: rail, chats, the open chat, the sidebar beside it. */
export function wecom(root) {
  const list = h('div', { class: 'list' })
  const search = h('input', { placeholder: '搜索', 'aria-label': '搜索聊天', oninput: () => drawChats() })
  const badge = h('em', { hidden: true })
  const massBadge = h('em', { hidden: true })
  const momentBadge = h('em', { hidden: true })
  const face = h('span', { style: 'display:contents' })
  const title = h('b')
  const messages = h('div', { class: 'msgs', 'data-testid': 'guide-chat' })
  const send = h('button', { class: 'snd', type: 'submit' }, '发送')
  const text = h('textarea', {
    placeholder: '发消息',
    'aria-label': '发消息给顾客',
    oninput: () => send.classList.toggle('go', text.value.trim() !== ''),
    onkeydown: (event) => {
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
      event.preventDefault()
      say()
    },
  })
  const frame = h('iframe', { title: '导购助手', 'data-testid': 'sidebar', allow: 'clipboard-write' })
  const side = h(
    'section',
    { class: 'side', 'aria-label': '侧边栏' },
    h(
      'div',
      { class: 'host' },
      h('b', {}, `${store.state.corp.name.slice(0, 2)} · 导购助手`),
      h('span', { class: 'grow' }),
      h('button', { 'aria-label': '刷新侧边栏', onclick: () => openSidebar() }, icon('refresh-cw', 's14')),
      h(
        'button',
        { 'aria-label': '聊天与开关', onclick: () => switches(openSidebar) },
        icon('ellipsis', 's14'),
      ),
      h('button', { 'aria-label': '收起侧边栏', onclick: () => showSide(false) }, icon('x', 's14')),
    ),
    frame,
  )
  const rail = (name, label, attributes = {}, ...more) =>
    h('button', { 'aria-label': label, ...attributes }, icon(name, 's20'), ...more)

  root.append(
    h(
      'nav',
      { class: 'wn' },
      face,
      rail('message-square', '消息', { class: 'on' }, badge),
      rail('book-user', '通讯录', { onclick: () => chooseGuide(setGuide) }),
      rail('users', '客户群', {
        onclick: () => customerGroup(() => beside('group_chat_tools')),
        'data-testid': 'group',
      }),
      rail('megaphone', '群发助手', { onclick: massAssistant, 'data-testid': 'mass' }, massBadge),
      rail('image', '客户朋友圈', { onclick: momentAssistant, 'data-testid': 'moments' }, momentBadge),
      rail('layout-template', '工作台', { onclick: () => showSide(side.hidden) }),
      rail('settings', '沙盒开关', { class: 'last', onclick: () => switches(openSidebar) }),
    ),
    h(
      'div',
      { class: 'wl' },
      h(
        'div',
        { class: 'ws' },
        h('label', { class: 'fl' }, icon('search', 's14'), search),
        h(
          'button',
          { class: 'pl', 'aria-label': '添加客户', onclick: () => addCustomer(chats, open) },
          icon('plus', 's14'),
        ),
      ),
      list,
    ),
    h(
      'div',
      { class: 'wc' },
      h(
        'header',
        {},
        title,
        h('i', {}, '@微信'),
        h('span', { class: 'grow' }),
        h(
          'button',
          { 'aria-label': '在手机上看', onclick: () => emit('showPhone', { personId: store.chat }) },
          icon('phone'),
        ),
        h('button', { 'aria-label': '聊天与开关', onclick: relation }, icon('ellipsis')),
      ),
      messages,
      h(
        'footer',
        {},
        h(
          'div',
          { class: 'tools' },
          ['smile', 'scissors', 'folder', 'image', 'mic'].map((name) => icon(name, 's18')),
          h('span', { class: 'grow' }),
          h(
            'button',
            { class: 'tg', onclick: () => showSide(true) },
            icon('layout-template', 's14'),
            '导购助手',
          ),
        ),
        h('form', { onsubmit: (event) => (event.preventDefault(), say()) }, text, send),
      ),
    ),
    side,
  )

  let chats = []
  async function drawChats() {
    const found = await get(`chats?userid=${store.guide}&q=${encodeURIComponent(search.value)}`)
    chats = found.chats
    list.replaceChildren(
      ...chats.map((chat) =>
        h(
          'button',
          {
            class: chat.personId === store.chat ? 'it on' : 'it',
            'data-testid': 'chat',
            onclick: () => open(chat.personId),
          },
          ava(chat, 36),
          h(
            'div',
            {},
            h(
              'div',
              { class: 'l1' },
              h('b', {}, chat.name),
              h('i', {}, '@微信'),
              h('em', {}, when(chat.last?.at, now())),
            ),
            h('p', {}, chat.blocked ? '对方已将你删除' : gist(chat.last)),
          ),
          unread.get(chat.personId) > 0 && h('q', {}, unread.get(chat.personId)),
        ),
      ),
      ...(chats.length === 0
        ? [h('p', { class: 'none' }, search.value ? '没有这样的聊天' : '还没有客户，点 + 添加')]
        : []),
    )
    const sum = [...unread.values()].reduce((total, one) => total + one, 0)
    badge.hidden = sum === 0
    badge.textContent = sum
  }

  async function drawChat() {
    const person = chats.find((chat) => chat.personId === store.chat)
    title.textContent = person ? person.remark || person.name : '选一个聊天'
    const { messages: all } = store.chat
      ? await get(`chat?userid=${store.guide}&personId=${store.chat}`)
      : { messages: [] }
    const onCard = (message) => (emit('showPhone', { personId: store.chat }), emit('card', { message }))
    messages.replaceChildren(
      ...transcript(all, { side: 'guide', guide: guideOf(store.guide), person, onCard }),
    )
    messages.scrollTop = messages.scrollHeight
  }

  /** Where the sidebar stands: beside a chat, or beside the guide's group. */
  async function beside(entry) {
    const { bridge } = await post('switches', { bridge: { entry } })
    store.state.switches.bridge = bridge
    if (side.hidden) showSide(true)
    else openSidebar()
  }

  async function open(personId) {
    if (store.state.switches.bridge.entry === 'group_chat_tools')
      await post('switches', { bridge: { entry: 'single_chat_tools' } }).then(({ bridge }) => {
        store.state.switches.bridge = bridge
      })
    store.chat = personId
    unread.delete(personId)
    await post('window', { userid: store.guide, personId })
    await drawChats()
    await drawChat()
    openSidebar()
    emit('showPhone', { personId })
  }

  function openSidebar() {
    if (side.hidden) return
    // A new address each time: the client opens the page afresh for each chat. Without one it opens at the desk.
    const query = `as=${encodeURIComponent(store.guide)}&chat=${Date.now().toString(36)}`
    frame.src = webview(`/sidebar/?${query}${store.chat ? '' : '#/desk'}`)
  }
  function showSide(visible) {
    const wasHidden = side.hidden
    side.hidden = !visible
    root.classList.toggle('noside', !visible)
    if (visible && wasHidden) openSidebar()
  }

  async function say() {
    const line = text.value.trim()
    if (!line || !store.chat) return
    text.value = ''
    send.classList.remove('go')
    await post('customer/talk', { userid: store.guide, personId: store.chat, from: 'guide', text: line })
  }

  async function setGuide(userid) {
    store.guide = userid
    unread.clear()
    emit('guide')
    const found = await get(`chats?userid=${userid}`)
    drawFace()
    drawMass()
    await open(found.open ?? found.chats[0]?.personId)
  }
  const tell = (mark, count) => {
    mark.hidden = count === 0
    mark.textContent = count
  }
  async function drawMass() {
    tell(massBadge, (await waitingMass()).length)
    tell(momentBadge, (await waitingMoments()).length)
  }
  function drawFace() {
    face.replaceChildren(
      ava(guideOf(store.guide), 32, 'button', {
        'aria-label': '换导购',
        'data-testid': 'guide',
        onclick: () => chooseGuide(setGuide),
      }),
    )
  }
  on('message', ({ userid, personId, message }) => {
    if (userid !== store.guide) return
    if (personId === store.chat) drawChat()
    else if (message.from === 'person') unread.set(personId, (unread.get(personId) ?? 0) + 1)
    drawChats()
  })
  on('mass', () => drawMass())
  on('moments', () => drawMass())
  on('people', () => drawChats().then(drawChat))
  on('client', ({ act, data }) => {
    if (act === 'closeSidebar') showSide(false)
    if (act === 'profile')
      profile(
        chats.find((one) => one.personId === store.chat),
        data.userid,
      )
  })
  drawFace()
  post('window', { userid: store.guide, personId: store.chat }).then(openSidebar)
  drawMass()
  drawChats().then(drawChat)
}
