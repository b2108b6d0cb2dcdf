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
/** A person scans the guide's code; who scanned a code that asks first waits at the top. */
export function addCustomer(chats, open) {
  const people = h('div', { class: 'body' })
  const requests = h('div', {})
  const drawRequests = async () => {
    const { waiting } = await get('contact-ways')
    const own = waiting.filter(({ userid }) => userid === store.guide)
    const named = await Promise.all(own.map(({ personId }) => get(`persons/${personId}`)))
    requests.replaceChildren(
      ...named.map((person) =>
        h(
          'button',
          {
            class: 'it',
            onclick: async () => (
              close(),
              await post('contact-ways/accept', { userid: store.guide, personId: person.personId }),
              open(person.personId)
            ),
          },
          ava(person, 36),
          h(
            'div',
            {},
            h('div', { class: 'l1' }, h('b', {}, person.name)),
            h('p', {}, '扫了活码，点这里通过'),
          ),
        ),
      ),
    )
  }
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
  drawRequests()
  const close = dialog('添加客户', searchField('姓名或手机尾号', draw), requests, people)
}
/** Remark and tags as the guide changes them in WeCom itself; the product hears of it as an event. */
async function labels() {
  const pair = { userid: store.guide, personId: store.chat }
  const { remark, tags, groups } = await get(`relation?userid=${pair.userid}&personId=${pair.personId}`)
  const field = h('input', { value: remark, maxlength: 20, placeholder: '备注名', 'aria-label': '备注名' })
  const boxes = groups.flatMap(({ group_name: group, tag }) =>
    tag.map(({ id, name }) => ({
      tag: { group, name },
      box: h('input', { type: 'checkbox', checked: tags.some((it) => it.tag_id === id) }),
    })),
  )
  const save = async () => {
    close()
    const chosen = boxes.filter(({ box }) => box.checked).map(({ tag }) => tag)
    await post('customer/edit', { ...pair, remark: field.value, tags: chosen })
  }
  const close = dialog(
    '备注和标签',
    h('label', { class: 'fl' }, field),
    h(
      'div',
      { class: 'body' },
      groups.map(({ group_name: group }) =>
        h(
          'div',
          { class: 'acts' },
          h('b', {}, group),
          boxes
            .filter(({ tag }) => tag.group === group)
            .map(({ tag, box }) => h('label', { class: 'btn' }, box, tag.name)),
        ),
      ),
    ),
    h('div', { class: 'acts' }, h('button', { class: 'btn', onclick: save }, icon('check', 's14'), '保存')),
  )
}
/** The corp's tags as the admin changes them in WeCom's console. */
async function corpTags() {
  const { groups } = await get('relation')
  const send = async (path, body) => (close(), await post(`corp-tag/${path}`, body), corpTags())
  const group = h('input', {
    placeholder: '标签组',
    'aria-label': '标签组',
    value: groups[0]?.group_name ?? '',
  })
  const name = h('input', { placeholder: '新标签', 'aria-label': '新标签', maxlength: 30 })
  const remove = (tag) =>
    h(
      'button',
      {
        class: 'btn',
        'aria-label': `删除 ${tag.name}`,
        onclick: () => send('delete', { id: tag.id }),
      },
      tag.name,
      icon('x', 's14'),
    )
  const close = dialog(
    '企业标签库',
    h('div', { class: 'fl' }, group, name),
    h(
      'div',
      { class: 'body' },
      groups.map((it) => h('div', { class: 'acts' }, h('b', {}, it.group_name), it.tag.map(remove))),
    ),
    h(
      'div',
      { class: 'acts' },
      h(
        'button',
        {
          class: 'btn',
          onclick: () =>
            name.value && group.value && send('create', { group: group.value, name: name.value }),
        },
        icon('plus', 's14'),
        '加标签',
      ),
    ),
  )
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
      h(
        'button',
        { class: 'btn', onclick: () => (close(), labels()) },
        icon('book-user', 's14'),
        '改备注和标签',
      ),
      h(
        'button',
        { class: 'btn', onclick: () => (close(), corpTags()) },
        icon('settings', 's14'),
        '企业标签库',
      ),
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
