import mongoose from 'mongoose'
import { carryDue } from '../../server/features/massMessages/massMessages.carry'
import { resetClock } from '../../server/kernel/clock'
import { groupsOf } from '../chatGroups/support'
import type { TestProduct } from '../support/product'
import { massOf, outcome, startByHand } from './support'

let product: TestProduct
const { act, carried, confirm, create, delivered, look, resultsOf, sandbox, tasks } = massOf(() => product)
const groups = groupsOf(() => product)
beforeAll(async () => {
  product = await startByHand()
  await sandbox('mass/settings', { dispatchMs: 0 })
})
afterEach(resetClock)
afterAll(() => product?.stop())

const add = '/cgi-bin/externalcontact/add_msg_template'
const MINUTE = 60_000
const own = async (token: string) => (await product.get('/mass-groups', { token })).body
/** Another group of the guide, with the same people. */
async function another({ guide, persons }: Awaited<ReturnType<typeof groups.made>>, name: string) {
  const personIds = persons.map((it) => it.personId)
  const { chat_id } = await sandbox('groups', { userid: guide.userid, name, personIds })
  await delivered()
  return String(chat_id)
}
/** What was said in a group. */
const saidIn = async (chatId: string) =>
  (await product.sandbox.get(`/__sandbox/groups/${chatId}/messages`)).messages as object[]
/** A message to groups that waits in the guide's WeCom. */
async function waiting(token: string, userid: string, chatIds: string[]) {
  const { body } = await create(token, { chatIds, attachments: [{ kind: 'page', page: 'events' }] })
  await carryDue()
  const [task] = await tasks(userid)
  if (!task) throw new Error(`no task: ${JSON.stringify(body)}`)
  return { id: body.id as string, msgid: task.msgid, task }
}

describe('a mass message to customer groups (JO-3, GU-4)', () => {
  it('goes to those chosen once its owner has confirmed it; what became of it is told group by group', async () => {
    const it = await groups.made()
    const second = await another(it, '静安老友群')
    await another(it, '第三个群')
    const { token, chatId } = it
    const { userid } = it.guide
    expect(await own(token)).toMatchObject({
      groups: expect.arrayContaining([{ chatId, name: '会员群', people: 3 }]),
      capText: expect.stringContaining('每个群'),
    })
    const { id, msgid, task } = await waiting(token, userid, [chatId, second])
    expect(task.targets.map((one) => (one as { chatId?: string }).chatId).sort()).toEqual(
      [chatId, second].sort(),
    )
    expect(await look(token, id)).toMatchObject({ status: 'waiting', to: 'groups', count: 2, chosen: 2 })
    expect(await saidIn(chatId)).toEqual([])
    await confirm(msgid, userid)
    await carried()
    expect(await look(token, id)).toMatchObject({
      status: 'sent',
      results: { sent: 2, notFriend: 0, capped: 0, unsent: 0 },
    })
    expect(await saidIn(second)).toMatchObject([
      { kind: 'text', by: userid, isMass: true },
      { kind: 'miniprogram', card: { page: 'pages/event/list/index.html' } },
    ])
    const { recipients, total } = await resultsOf(token, id)
    expect(total).toBe(2)
    expect(recipients.map((one: { name: string }) => one.name).sort()).toEqual(['会员群', '静安老友群'])
    expect(recipients[0].text).toMatch(/发到群里$/)
    expect(
      (await own(token)).groups.filter((one: { leftOut?: string }) => one.leftOut === 'today'),
    ).toHaveLength(2)
    expect(outcome(await create(token, { chatIds: [chatId] }))).toEqual([409, 'mass_nobody'])
  })

  it('may also be to groups that are older than we are, and while WeCom is away to those known', async () => {
    const { token, chatId } = await groups.made()
    const stored = mongoose.connection.collection('chatGroups')
    await stored.deleteOne({ _id: chatId as never })
    const shown = async () => (await own(token)).groups.map((it: { chatId: string }) => it.chatId)
    const list = '/cgi-bin/externalcontact/groupchat/list'
    await sandbox('fault', { endpoint: list, http: 502, times: -1, id: 'lists' })
    expect(await shown()).toEqual([])
    await sandbox('fault/lists/remove')
    expect(await shown()).toEqual([chatId])
    await sandbox('fault', { endpoint: list, http: 502, times: -1, id: 'lists' })
    expect(await shown()).toEqual([chatId])
    await sandbox('fault/lists/remove')
    expect((await look(token, (await create(token, { chatIds: [chatId] })).body.id)).count).toBe(1)
  })

  it('goes to own groups only', async () => {
    const [one, other] = [await groups.made(), await groups.made()]
    expect(outcome(await create(one.token, { chatIds: [other.chatId] }))).toEqual([
      404,
      'mass_group_not_found',
    ])
    expect(outcome(await create(one.token, { chatIds: [one.chatId, 'wr_nobody_knows'] }))).toEqual([
      404,
      'mass_group_not_found',
    ])
    const { id } = await waiting(one.token, one.guide.userid, [one.chatId])
    expect(outcome(await product.get(`/mass-messages/${id}`, { token: other.token }))).toEqual([
      404,
      'mass_message_not_found',
    ])
    expect(outcome(await act(other.token, id, 'cancel'))).toEqual([404, 'mass_message_not_found'])
  })

  it('once a day to a group: of three at once one has it', async () => {
    const { token, guide, chatId } = await groups.made()
    const made = await Promise.all([1, 2, 3].map(() => create(token, { chatIds: [chatId] })))
    await Promise.all([carryDue(), carryDue(), carryDue()])
    expect(await tasks(guide.userid)).toHaveLength(1)
    const shown = await Promise.all(made.map((one) => look(token, one.body.id)))
    expect(shown.map((one) => one.status).sort()).toEqual(['failed', 'failed', 'waiting'])
  })

  it('made once at WeCom, also when its answer was lost', async () => {
    const { token, guide, chatId } = await groups.made()
    await sandbox('fault', { endpoint: add, truncate: true, times: 1 })
    const { body } = await create(token, { chatIds: [chatId] })
    await carryDue()
    expect((await look(token, body.id)).status).toBe('making')
    await carried(MINUTE)
    expect([(await tasks(guide.userid)).length, (await look(token, body.id)).status]).toEqual([1, 'waiting'])
  })

  it('says which group has had too many, and which is there no more', async () => {
    const it = await groups.made()
    const { token, chatId, guide } = it
    const gone = await another(it, '解散的群')
    await sandbox('mass/settings', { cap: '1/day' })
    const asked = await product.sandbox.wecomToken()
    const { msgid: earlier } = await product.sandbox.post(`${add}?access_token=${asked}`, {
      ...{ chat_type: 'group', sender: guide.userid, chat_id_list: [chatId], text: { content: '早' } },
    })
    await confirm(String(earlier), guide.userid)
    const { id, msgid } = await waiting(token, guide.userid, [chatId, gone])
    await sandbox(`groups/${gone}/dismiss`)
    await confirm(msgid, guide.userid)
    await carried()
    await sandbox('mass/settings', { cap: 'month' })
    const { recipients } = await resultsOf(token, id)
    const of = (name: string) => recipients.find((one: { name: string }) => one.name === name)
    expect(of('会员群')).toMatchObject({ result: 'capped' })
    expect(of('解散的群')).toMatchObject({ result: 'notFriend', text: '群已解散，或群主换人了' })
    expect(await saidIn(chatId)).toHaveLength(1)
  })

  it('is not made where a group was handed on before it went to WeCom', async () => {
    const { token, guide, chatId } = await groups.made()
    const { guide: next } = await groups.made({ people: 1 })
    const { body } = await create(token, { chatIds: [chatId] })
    await sandbox(`groups/${chatId}/change`, { owner: next.userid })
    await carryDue()
    expect(await look(token, body.id)).toMatchObject({
      status: 'failed',
      statusText: '有一个群已解散，或群主不是你了',
    })
    expect(await tasks(guide.userid)).toEqual([])
  })
})
