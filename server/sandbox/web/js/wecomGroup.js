import { dialog, h, when } from './dom.js'
import { gist } from './messages.js'
import { get, now, post, store } from './store.js'

const read = async () => {
  const found = await get(`groups?userid=${store.guide}`)
  return { group: found.groups.find((it) => it.chat_id === found.own), welcomes: found.welcomes }
}

/** A list to pick one thing of. */
function choose(title, rows, none, pick) {
  const close = dialog(
    title,
    h(
      'div',
      { class: 'body' },
      rows.length === 0 && h('p', { class: 'none' }, none),
      rows.map(({ label, note, value }) =>
        h(
          'button',
          { class: 'it', onclick: () => (close(), pick(value)) },
          h('div', {}, h('div', { class: 'l1' }, h('b', {}, label)), note && h('p', {}, note)),
        ),
      ),
    ),
  )
}

async function invite(group, again) {
  const { persons } = await get('persons?q=')
  const inside = new Set(group.members.map((it) => it.userid))
  const rows = persons
    .filter((it) => !inside.has(it.externalUserId))
    .map((it) => ({ label: it.name, value: it.personId }))
  choose('拉谁进群', rows, '都在群里了', async (id) => {
    await post(`groups/${group.chat_id}/invite`, { ids: [id], invitor: store.guide })
    again()
  })
}

function remove(group, again) {
  const rows = group.members.filter((it) => it.type === 2).map((it) => ({ label: it.name, value: it.userid }))
  choose('谁退群', rows, '群里没有顾客', async (id) => {
    await post(`groups/${group.chat_id}/leave`, { id })
    again()
  })
}

function welcome(group, welcomes, again) {
  const rows = welcomes.map(({ id, said }) => ({
    label: `${id === group.welcomeId ? '✓ ' : ''}${gist(said[0])}`,
    note: said.length > 1 ? gist(said[1]) : '',
    value: id,
  }))
  choose('选入群欢迎语', rows, '应用还没有做欢迎语：在侧边栏的「入群欢迎语」里写一条', async (templateId) => {
    await post(`groups/${group.chat_id}/welcome`, { templateId })
    again()
  })
}

/** The guide's customer group: who is in it, what was said, and what is done with it in the client. */
export async function customerGroup(openBeside) {
  const { group, welcomes } = await read()
  const { messages } = await get(`groups/${group.chat_id}/messages`)
  const again = () => customerGroup(openBeside)
  const act = (label, run) => h('button', { class: 'btn', onclick: () => (close(), run()) }, label)
  const chosen = welcomes.find((it) => it.id === group.welcomeId)
  const close = dialog(
    `${group.name}（${group.members.length}）`,
    h(
      'div',
      { class: 'body', 'data-testid': 'group' },
      h('p', { class: 'none' }, group.members.map((it) => it.name).join('、')),
      h('p', { class: 'none' }, chosen ? `入群欢迎语：${gist(chosen.said[0])}` : '还没有选入群欢迎语'),
      messages
        .slice(-6)
        .map((one) =>
          h(
            'div',
            { class: 'it' },
            h(
              'div',
              {},
              h('div', { class: 'l1' }, h('b', {}, gist(one)), h('em', {}, when(one.at, now()))),
              one.to && h('p', {}, '欢迎语，只给刚进群的人'),
            ),
          ),
        ),
    ),
    h(
      'div',
      { class: 'acts' },
      act('在旁边打开侧边栏', openBeside),
      act('拉人进群', () => invite(group, again)),
      act('退群', () => remove(group, again)),
      act('选欢迎语', () => welcome(group, welcomes, again)),
    ),
  )
}
