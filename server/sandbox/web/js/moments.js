import { ava, dialog, h, icon, when } from './dom.js'
import { gist } from './messages.js'
import { get, guideOf, now, post, store } from './store.js'

const stateOf = ({ publishedAt, isCancelled }) => {
  if (publishedAt) return '已发表'
  return isCancelled ? '企业已取消' : '待发表'
}
/** Moments the guide in the window is asked to publish. */
export const waitingMoments = async () =>
  (await get(`moments?userid=${store.guide}`)).moments.filter((it) => !it.publishedAt && !it.isCancelled)

/** A picture is named by its address or by its media id. */
const addressOf = (picture) => (picture.startsWith('/') ? picture : `/wework/media/${picture}`)
const saidParts = (said) =>
  said.map((one) =>
    one.kind === 'image'
      ? h('img', { class: 'mom-pic', src: addressOf(one.text), alt: '图片' })
      : h('p', {}, one.card && icon('link', 's12'), one.card?.title ?? one.text),
  )
const reactions = ({ likes, comments }) => [
  likes.length > 0 && h('p', { class: 'mom-by' }, `赞：${likes.map((it) => it.name).join('、')}`),
  comments.map((it) => h('p', { class: 'mom-by' }, `${it.name}：${it.text}`)),
]

function openMoment(moment, done) {
  const isOpen = !moment.publishedAt && !moment.isCancelled
  const publish = h(
    'button',
    {
      class: 'go',
      onclick: async () => {
        await post(`moments/${moment.id}/publish`, { userid: store.guide })
        close()
        done()
      },
    },
    '发表',
  )
  const close = dialog(
    '客户朋友圈',
    h('div', { class: 'mass-said' }, saidParts(moment.said)),
    h('div', { class: 'body' }, reactions(moment)),
    isOpen
      ? h('footer', { class: 'mass-foot' }, h('span', {}, `由企业创建，${moment.count} 位客户可见`), publish)
      : h('footer', { class: 'mass-foot' }, h('span', {}, stateOf(moment))),
  )
}

/** 客户朋友圈: what the corp asks this guide to publish; nobody sees it before they press 发表. */
export async function momentAssistant() {
  const { moments } = await get(`moments?userid=${store.guide}`)
  const close = dialog(
    '客户朋友圈',
    h(
      'div',
      { class: 'body' },
      moments.length === 0 && h('p', { class: 'none' }, '企业还没有让你发表的朋友圈'),
      moments.map((moment) =>
        h(
          'button',
          {
            class: 'it',
            'data-testid': 'moment-task',
            onclick: () => (close(), openMoment(moment, momentAssistant)),
          },
          h(
            'div',
            {},
            h(
              'div',
              { class: 'l1' },
              h('b', {}, stateOf(moment)),
              h('i', {}, `${moment.count} 位客户`),
              h('em', {}, when(moment.madeAt, now())),
            ),
            h('p', {}, moment.said.map(gist).join(' ')),
          ),
        ),
      ),
    ),
  )
}

/** What a customer sees of the guides who are their friends, newest first. */
export async function phoneMoments() {
  const { moments } = await get(`moments?personId=${encodeURIComponent(store.person)}`)
  const react = async (moment, text) => {
    await post(`moments/${moment.id}/react`, {
      userid: moment.userid,
      personId: store.person,
      ...(text ? { text } : {}),
    })
    close()
    await phoneMoments()
  }
  const comment = (moment) => {
    const input = h('input', { 'aria-label': '评论', placeholder: '评论', enterkeyhint: 'send' })
    const send = (event) => {
      event.preventDefault()
      if (input.value.trim()) react(moment, input.value.trim())
    }
    return h('form', { class: 'fl', onsubmit: send }, input)
  }
  const card = (moment) => {
    const guide = guideOf(moment.userid)
    return h(
      'div',
      { class: 'mom', 'data-testid': 'phone-moment' },
      h(
        'div',
        { class: 'row', style: 'gap:8px' },
        ava(guide, 32),
        h('b', {}, guide.name),
        h('em', {}, when(moment.publishedAt, now())),
      ),
      saidParts(moment.said),
      reactions(moment),
      h('button', { class: 'btn', onclick: () => react(moment) }, icon('circle-dot', 's14'), '赞'),
      comment(moment),
    )
  }
  const close = dialog(
    '朋友圈',
    h(
      'div',
      { class: 'body' },
      moments.length === 0 && h('p', { class: 'none' }, '还没有导购发朋友圈'),
      moments.map(card),
    ),
  )
}
