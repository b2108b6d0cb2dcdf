import { carryDue } from '../../server/features/massMessages/massMessages.carry'
import { resetClock } from '../../server/kernel/clock'
import { build } from '../support/build'
import { signInGuide, signInShopper } from '../support/people'
import type { TestProduct } from '../support/product'
import { draftOf, massOf, outcome, startByHand } from './support'

let product: TestProduct
const { act, carried, circle, confirm, create, delivered, look, plan, resultsOf, sandbox, tasks, waiting } =
  massOf(() => product)
beforeAll(async () => {
  product = await startByHand()
})
afterEach(async () => {
  resetClock()
  await sandbox('mass/settings', { cap: 'month', dispatchMs: 0 })
})
afterAll(() => product?.stop())

const DAY_MS = 86_400_000

describe('what it says', () => {
  it('is the same for everybody, something, and no longer than WeCom takes', async () => {
    const it = await circle(1)
    const refused = async (over: object) => outcome(await create(it.token, { ...over }))
    expect(await refused({ text: '{称呼}你好' })).toEqual([422, 'mass_placeholder'])
    expect(await refused({ text: '' })).toEqual([422, 'mass_empty'])
    expect(await refused({ text: '长'.repeat(1334) })).toEqual([422, 'mass_too_long'])
    const gone = [{ kind: 'goods', skuId: 'sku_gone' }]
    expect(await refused({ attachments: gone })).toEqual([404, 'sku_not_found'])
    expect(await plan(it.token)).toMatchObject({ reach: 1 })
  })

  it('goes to WeCom as text and cards, and to the chats only once it is confirmed there', async () => {
    const shelf = await build.shelf(3)
    const goods = { kind: 'goods', skuId: shelf.skuId }
    const it = await waiting(2, { attachments: [goods, { kind: 'page', page: 'coupons' }] })
    expect(await look(it.token, it.id)).toMatchObject({
      status: 'waiting',
      statusText: '等你在企业微信里点发送',
      count: 2,
      results: { sent: 0, unsent: 2 },
      cards: [{ kind: 'goods' }, { kind: 'page' }],
    })
    const [task] = await tasks(it.userid)
    expect(task?.said.map((one) => one.kind)).toEqual(['text', 'miniprogram', 'miniprogram'])
    expect(task?.said[1]?.card?.page).toMatch(/^pages\/goods\/product\/index\.html\?.*card=gcd_/)
    await confirm(it.msgid, it.userid)
    await carried()
    const sent = await look(it.token, it.id)
    expect(sent).toMatchObject({
      status: 'sent',
      results: { sent: 2, notFriend: 0, capped: 0, unsent: 0 },
      canCancel: false,
    })
    const { recipients, total } = await resultsOf(it.token, it.id)
    expect([total, recipients.map((one: { result: string }) => one.result)]).toEqual([2, ['sent', 'sent']])
  })
})

describe('its results, customer by customer (JO-3)', () => {
  it('tell who got it, who is no friend any more, who had too many and whom the guide left out', async () => {
    const it = await waiting(4)
    const [sent, parted, capped, leftOut] = it.people
    await sandbox('mass/settings', { cap: '1/day' })
    // Another guide of the corp was there first today.
    const other = await signInGuide(product)
    await sandbox('customer/add', { userid: other.guide.userid, personId: capped?.personId })
    await delivered()
    await create(other.token)
    await carryDue()
    // Theirs today is taken by the first message: WeCom is told by hand.
    const token = await product.sandbox.wecomToken()
    const { msgid } = (await product.sandbox.post(
      `/cgi-bin/externalcontact/add_msg_template?access_token=${token}`,
      { sender: other.guide.userid, external_userid: [capped?.externalUserId], text: { content: '早' } },
    )) as unknown as { msgid: string }
    await confirm(msgid, other.guide.userid)
    product.sandbox.core.people.followerOf(
      product.sandbox.core.people.person(parted?.personId ?? '') as never,
      it.userid,
    )!.blocked = true
    const chosen = it.people.filter((one) => one !== leftOut).map((one) => one.personId)
    await confirm(it.msgid, it.userid, chosen)
    await carried()
    expect((await look(it.token, it.id)).results).toEqual({ sent: 1, notFriend: 1, capped: 1, unsent: 1 })
    const { recipients } = await resultsOf(it.token, it.id)
    const of = (id?: string) => recipients.find((one: { id: string }) => one.id === id)
    expect(of(sent?.externalUserId)).toMatchObject({ result: 'sent' })
    expect(of(parted?.externalUserId)).toMatchObject({ result: 'notFriend', text: 'TA 已不是你的好友' })
    expect(of(capped?.externalUserId)).toMatchObject({ result: 'capped' })
    expect(of(leftOut?.externalUserId)).toMatchObject({ result: 'unsent', text: '没有发给 TA' })
    const only = await resultsOf(it.token, it.id, '?result=capped')
    expect([only.total, only.recipients[0].id]).toEqual([1, capped?.externalUserId])
    // What was learnt counts at the next: tomorrow the parted one is left out, and who was refused this month.
    const next = await plan(it.token)
    expect(next.leftOut).toMatchObject({ lost: 1, today: 3 })
  })

  it('tell who looked at the goods by its card, and what they ordered', async () => {
    const shelf = await build.shelf(3)
    const it = await waiting(2, { attachments: [{ kind: 'goods', skuId: shelf.skuId }] }, {})
    await confirm(it.msgid, it.userid)
    await carried()
    const [task] = await tasks(it.userid)
    const page = task?.said[1]?.card?.page ?? ''
    const cardId = new URLSearchParams(page.split('?')[1]).get('card')
    const [first] = it.people
    const shopper = await signInShopper(product, { personId: first?.personId ?? '' })
    expect(shopper.member.id).toBe(first?.memberId)
    const opened = await product.post(`/guide-cards/${cardId}/opened`, { token: shopper.token })
    expect(opened.body.guideName).toBe(it.guide.name)
    expect(await look(it.token, it.id)).toMatchObject({ opened: 1, bought: { orders: 0 } })
    const { recipients } = await resultsOf(it.token, it.id)
    expect(recipients[0]).toMatchObject({
      id: first?.externalUserId,
      isOpened: true,
      text: expect.stringContaining('点开了'),
    })
  })
})

describe('a message that waits in WeCom', () => {
  it('is asked about less and less often, and no more after a month', async () => {
    const it = await waiting(1)
    const asked = async () =>
      (await product.sandbox.get('/__sandbox/log')).entries.filter((one) =>
        one.text.startsWith('/cgi-bin/externalcontact/get_groupmsg_task'),
      ).length
    await carried()
    const before = await asked()
    await carried(1000)
    expect(await asked()).toBe(before)
    await carried(31 * DAY_MS)
    await carried(DAY_MS)
    await carried(DAY_MS)
    const late = await asked()
    await carried(DAY_MS)
    expect(await asked()).toBe(late)
    expect((await look(it.token, it.id)).status).toBe('waiting')
  })

  it('is polled again where WeCom is still dispatching it (41063)', async () => {
    const it = await waiting(1)
    await confirm(it.msgid, it.userid)
    const endpoint = '/cgi-bin/externalcontact/get_groupmsg_task'
    await sandbox('fault', { endpoint, errcode: 41063, times: 1 })
    await carried()
    expect((await look(it.token, it.id)).status).toBe('waiting')
    await carried(60_000)
    expect((await look(it.token, it.id)).status).toBe('sent')
  })

  it('is reminded of three times a day', async () => {
    const it = await waiting(1)
    const answers = []
    for (let n = 0; n < 4; n++) answers.push(outcome(await act(it.token, it.id, 'remind')))
    expect(answers.map(([status]) => status)).toEqual([200, 200, 200, 409])
    expect((await tasks(it.userid))[0]?.reminders).toHaveLength(3)
    expect(await look(it.token, it.id)).toMatchObject({ reminders: 3, canRemind: false })
  })

  it('is reminded of three times however many ask at once', async () => {
    const it = await waiting(1)
    const answers = await Promise.all(Array.from({ length: 8 }, () => act(it.token, it.id, 'remind')))
    expect(answers.filter((one) => one.status === 200)).toHaveLength(3)
    expect((await tasks(it.userid))[0]?.reminders).toHaveLength(3)
  })

  it('is taken back, and the customers may get another today', async () => {
    const it = await waiting(2)
    expect((await act(it.token, it.id, 'cancel')).body.status).toBe('cancelling')
    await carryDue()
    expect(await look(it.token, it.id)).toMatchObject({ status: 'cancelled', statusText: '已取消，没有发出' })
    expect((await tasks(it.userid))[0]?.isCancelled).toBe(true)
    expect((await act(it.token, it.id, 'cancel')).body.status).toBe('cancelled')
    expect(outcome(await act(it.token, it.id, 'remind'))).toEqual([409, 'mass_message_over'])
    expect(await plan(it.token)).toMatchObject({ reach: 2 })
  })

  it('that was confirmed a moment before it is taken back has been sent', async () => {
    const it = await waiting(1)
    await confirm(it.msgid, it.userid)
    await act(it.token, it.id, 'cancel')
    await carryDue()
    expect(await look(it.token, it.id)).toMatchObject({ status: 'sent', results: { sent: 1 } })
    expect(outcome(await act(it.token, it.id, 'cancel'))).toEqual([409, 'mass_message_over'])
  })
})

it('is listed newest first', async () => {
  const it = await circle(1)
  const first = await create(it.token)
  await act(it.token, first.body.id, 'cancel')
  await carryDue()
  const second = await create(it.token, draftOf({ text: '第二条' }))
  const { body } = await product.get('/mass-messages', { token: it.token })
  expect(body.messages.map((one: { id: string }) => one.id)).toEqual([second.body.id, first.body.id])
})
