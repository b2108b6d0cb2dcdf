import { ava, dialog, h, icon } from './dom.js'
import { get, post, store } from './store.js'

const searchField = (placeholder, draw) =>
  h(
    'label',
    { class: 'fl' },
    icon('search', 's14'),
    h('input', { placeholder, 'aria-label': placeholder, oninput: (event) => draw(event.target.value) }),
  )

/** Whose WeCom window it is. */
export function chooseGuide(take) {
  const people = h('div', { class: 'body' })
  const draw = (words = '') =>
    people.replaceChildren(
      ...store.state.guides
        .filter(({ name, storeName }) => `${name}${storeName}`.includes(words))
        .map((guide) =>
          h(
            'button',
            {
              class: guide.userid === store.guide ? 'it on' : 'it',
              onclick: () => (close(), take(guide.userid)),
            },
            ava(guide, 36),
            h(
              'div',
              {},
              h('div', { class: 'l1' }, h('b', {}, guide.name)),
              h('p', {}, `${guide.storeName} · ${guide.role === 'manager' ? '店长' : '导购'}`),
            ),
          ),
        ),
    )
  draw()
  const close = dialog('换导购', searchField('姓名或门店', draw), people)
}
/** A person scans the guide's code. */
export function addCustomer(chats, open) {
  const people = h('div', { class: 'body' })
  const draw = async (words = '') => {
    const { persons } = await get(`persons?q=${encodeURIComponent(words)}`)
    const known = new Set(chats.map((chat) => chat.personId))
    people.replaceChildren(
      ...persons
        .filter(({ personId }) => !known.has(personId))
        .map((person) =>
          h(
            'button',
            {
              class: 'it',
              onclick: async () => (
                close(),
                await post('customer/add', { userid: store.guide, personId: person.personId }),
                open(person.personId)
              ),
            },
            ava(person, 36),
            h('div', {}, h('div', { class: 'l1' }, h('b', {}, person.name)), h('p', {}, person.phone)),
          ),
        ),
    )
  }
  draw()
  const close = dialog('添加客户', searchField('姓名或手机尾号', draw), people)
}
/** What either side can do to the friendship. */
export function relation() {
  if (!store.chat) return
  const act = (label, name, path) =>
    h(
      'button',
      {
        class: 'btn',
        onclick: async () => (
          close(),
          await post(`customer/${path}`, { userid: store.guide, personId: store.chat })
        ),
      },
      icon(name, 's14'),
      label,
    )
  const close = dialog(
    '这段关系',
    h(
      'div',
      { class: 'acts' },
      act('导购删除客户', 'trash-2', 'delete'),
      act('客户删除导购', 'user-x', 'block'),
      act('客户重新扫码添加', 'user-plus', 'scan'),
    ),
  )
}
/** How client and platforms answer; `reopen` loads the sidebar again under the new answer. */
export function switches(reopen) {
  const { bridge, openPlatformBound } = store.state.switches
  const flip = (label, note, value, change) =>
    h(
      'button',
      {
        class: 'opt',
        role: 'switch',
        'aria-checked': String(value),
        onclick: async () => (close(), await post(...change), reopen()),
      },
      h('span', { class: 'grow' }, label, h('small', {}, note)),
      h('span', { class: value ? 'switch on' : 'switch' }),
    )
  const denied = bridge.denied.includes('getCurExternalContact')
  const close = dialog(
    '客户端与平台开关',
    h(
      'div',
      { class: 'opts' },
      flip('从聊天工具栏打开', '关：从别处打开，拿不到当前客户', bridge.entry === 'single_chat_tools', [
        'switches',
        { bridge: { entry: bridge.entry === 'single_chat_tools' ? 'normal' : 'single_chat_tools' } },
      ]),
      flip('允许读取当前客户', '关：getCurExternalContact 没有权限', !denied, [
        'switches',
        { bridge: { denied: denied ? [] : ['getCurExternalContact'] } },
      ]),
      flip('发送时确认', '关：每次都像点了取消', bridge.onSend === 'confirm', [
        'switches',
        { bridge: { onSend: bridge.onSend === 'confirm' ? 'cancel' : 'confirm' } },
      ]),
      flip('新版客户端', '关：2.4.0，多数接口没有', bridge.version !== '2.4.0', [
        'switches',
        { bridge: { version: bridge.version === '2.4.0' ? '4.1.36' : '2.4.0' } },
      ]),
      flip('绑定开放平台', '关：到处没有 unionid', openPlatformBound, [
        'switches',
        { openPlatformBound: !openPlatformBound },
      ]),
    ),
    h(
      'div',
      { class: 'acts' },
      h(
        'button',
        { class: 'btn', onclick: () => (close(), post('tokens/revoke')) },
        icon('ban', 's14'),
        '作废全部令牌',
      ),
      h(
        'button',
        { class: 'btn', onclick: () => (close(), post('callback/verify')) },
        icon('check', 's14'),
        '验证回调地址',
      ),
      h(
        'button',
        { class: 'btn danger', onclick: () => (close(), post('reset')) },
        icon('rotate-ccw', 's14'),
        '重置沙盒',
      ),
    ),
  )
}

/** The card openUserProfile shows. */
export function profile(chat, userid) {
  const name = h('div', {}, h('b', { class: 't17' }, chat?.name ?? userid), h('div', { class: 'i2' }, userid))
  dialog('客户资料', h('div', { class: 'acts' }, ava(chat, 48), name))
}
