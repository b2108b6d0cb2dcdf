import { ava, dialog, h, icon } from './dom.js'
import { get, post, refresh, store } from './store.js'

/** Whose phone it is. */
export function choose(take) {
  const people = h('div', { class: 'body' })
  const draw = async (words = '') => {
    const { persons } = await get(`persons?q=${encodeURIComponent(words)}`)
    people.replaceChildren(
      ...persons.map((one) =>
        h(
          'button',
          {
            class: one.personId === store.person ? 'it on' : 'it',
            onclick: () => (close(), take(one.personId)),
          },
          ava(one, 36),
          h('div', {}, h('div', { class: 'l1' }, h('b', {}, one.name)), h('p', {}, one.phone)),
        ),
      ),
    )
  }
  draw()
  const close = dialog(
    '换顾客',
    h(
      'label',
      { class: 'fl' },
      icon('search', 's14'),
      h('input', { placeholder: '姓名或手机尾号', oninput: (event) => draw(event.target.value) }),
    ),
    people,
  )
}

const scannable = (name, note, act) =>
  h(
    'button',
    { class: 'it', 'data-testid': 'scannable', onclick: act },
    icon('scan-line', 's20'),
    h('div', {}, h('div', { class: 'l1' }, h('b', {}, name)), h('p', {}, note)),
  )

/** WeChat's scanner: the guides' live codes and the mini-program codes made so far. */
export async function scan({ openPage, addGuide }) {
  const [{ ways }] = await Promise.all([get('contact-ways'), refresh()])
  const codes = store.state.wxacodes.slice(-12).reverse()
  const nameOf = (userid) => store.state.guides.find((guide) => guide.userid === userid)?.name ?? userid
  const people = ({ user }) => user.slice(0, 3).map(nameOf).join('、') + (user.length > 3 ? ' 等' : '')
  const close = dialog(
    '扫一扫',
    h(
      'div',
      { class: 'body' },
      ways
        .slice(0, 20)
        .map((way) =>
          scannable(way.remark || way.state, `导购活码 · ${people(way)}`, () => (close(), addGuide(way))),
        ),
      codes.map((code) => scannable(code.scene, code.page, () => (close(), openPage(code)))),
      codes.length + ways.length === 0 && h('p', { class: 'none' }, '还没有生成过小程序码和活码'),
    ),
  )
}
/** After a live code was scanned: whom it leads to, and that the request waits where it does. */
export async function scanContact(way) {
  const answer = await post(`contact-ways/${way.config_id}/scan`, { personId: store.person })
  if (answer.isWaiting)
    dialog('已发送申请', h('p', { class: 'opts' }, '等导购在企业微信里通过，就能开始聊天。'))
  return answer.userid
}
/** The mini-program's own menu behind the three dots. */
export function menu({ person, address, openPage, scanCode }) {
  const act = (label, name, work) =>
    h('button', { class: 'btn', onclick: () => (close(), work()) }, icon(name, 's14'), label)
  const denied = person.locationDenied
  const isDoubtful = store.state.pay.doubt !== 0
  const close = dialog(
    store.state.corp.name,
    h(
      'div',
      { class: 'acts' },
      act('重新进入', 'refresh-cw', () => openPage('')),
      act('扫一扫', 'scan-line', scanCode),
      act(denied ? '允许位置' : '拒绝位置', 'map-pin', async () => {
        await post(`person/${encodeURIComponent(store.person)}`, { locationDenied: !denied })
        openPage('')
      }),
      act(isDoubtful ? '付款照实说' : '付了款说失败', 'bug', () =>
        post('pay/settings', { doubt: isDoubtful ? 0 : -1 }),
      ),
      act('单独打开', 'link', () => window.open(address, '_blank')),
    ),
  )
}
