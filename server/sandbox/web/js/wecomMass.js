import { ava, dialog, h, icon, when } from './dom.js'
import { gist } from './messages.js'
import { get, now, post, store } from './store.js'

const RESULTS = ['没有发', '已收到', '已不是好友', '收到的群发已达上限']
const idOf = ({ personId, chatId }) => chatId ?? personId
const unitOf = ([first]) => (first.chatId ? '个群' : '人')

/** The mass messages of the guide in the window that wait for their word. */
export const waitingMass = async () =>
  (await get(`mass?userid=${store.guide}`)).tasks.filter((it) => it.status === 0 && !it.isCancelled)

const stateOf = ({ status, isCancelled, targets }) => {
  if (isCancelled && status === 0) return '企业已取消'
  const sent = targets.filter((it) => it.status === 1).length
  return status === 2 ? `已发送 ${sent} ${unitOf(targets)}` : '待发送'
}

/** One message before it goes out: what it says, to whom, and the button that sends it. */
function openTask(task, done) {
  const chosen = new Set(task.targets.map(idOf))
  const isOpen = task.status === 0 && !task.isCancelled
  const send = h(
    'button',
    {
      class: 'go',
      onclick: async () => {
        await post(`mass/${task.msgid}/confirm`, { userid: store.guide, ids: [...chosen] })
        close()
        done()
      },
    },
    '发送',
  )
  const drawButton = () => {
    send.textContent = `发送给 ${chosen.size} ${unitOf(task.targets)}`
    send.disabled = chosen.size === 0
  }
  const row = (target) => {
    const tick = h('input', {
      type: 'checkbox',
      checked: true,
      disabled: !isOpen || !task.canSelect,
      onchange: (event) => {
        if (event.target.checked) chosen.add(idOf(target))
        else chosen.delete(idOf(target))
        drawButton()
      },
    })
    return h(
      'label',
      { class: 'it', 'data-testid': 'mass-target' },
      isOpen && tick,
      ava(target, 32),
      h('div', {}, h('div', { class: 'l1' }, h('b', {}, target.name))),
      !isOpen && h('em', {}, RESULTS[target.status]),
    )
  }
  drawButton()
  const close = dialog(
    '群发助手',
    h(
      'div',
      { class: 'mass-said' },
      task.said.map((one) => h('p', {}, one.card && icon('link', 's12'), gist(one))),
    ),
    h('div', { class: 'body' }, task.targets.map(row)),
    isOpen
      ? h('footer', { class: 'mass-foot' }, h('span', {}, '由企业创建，发不发由你定'), send)
      : h('footer', { class: 'mass-foot' }, h('span', {}, stateOf(task))),
  )
}

/** 群发助手: what the corp asks this guide to send; nothing goes out before they press send. */
export async function massAssistant() {
  const { tasks } = await get(`mass?userid=${store.guide}`)
  const close = dialog(
    '群发助手',
    h(
      'div',
      { class: 'body' },
      tasks.length === 0 && h('p', { class: 'none' }, '企业还没有让你发的消息'),
      tasks.map((task) =>
        h(
          'button',
          {
            class: 'it',
            'data-testid': 'mass-task',
            onclick: () => (close(), openTask(task, massAssistant)),
          },
          h(
            'div',
            {},
            h(
              'div',
              { class: 'l1' },
              h('b', {}, stateOf(task)),
              h('i', {}, `${task.targets.length} ${task.targets[0].chatId ? '个客户群' : '位客户'}`),
              h('em', {}, when(task.madeAt, now())),
            ),
            h('p', {}, task.said.map(gist).join(' ')),
          ),
        ),
      ),
    ),
  )
}
