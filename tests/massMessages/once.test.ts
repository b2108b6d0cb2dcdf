import mongoose from 'mongoose'
import { carryDue } from '../../server/features/massMessages/massMessages.carry'
import { advanceClock, resetClock } from '../../server/kernel/clock'
import type { TestProduct } from '../support/product'
import { draftOf, massOf, startByHand } from './support'

let product: TestProduct
const { act, carried, circle, confirm, create, look, sandbox, tasks } = massOf(() => product)
beforeAll(async () => {
  product = await startByHand()
})
afterEach(resetClock)
afterAll(() => product?.stop())

const add = '/cgi-bin/externalcontact/add_msg_template'
const MINUTE = 60_000
const stored = () => mongoose.connection.collection('massMessages')

describe('a mass message is made once (GU-4, JO-3)', () => {
  it('for one key, however often it is asked for at once', async () => {
    const it = await circle(2)
    const draft = draftOf()
    const answers = await Promise.all(Array.from({ length: 6 }, () => create(it.token, draft)))
    expect(new Set(answers.map((one) => one.body.id)).size).toBe(1)
    await Promise.all(Array.from({ length: 6 }, () => carryDue()))
    expect(await tasks(it.userid)).toHaveLength(1)
  })

  it('to a customer a day: of two at once one has them, and who is left with nobody says so', async () => {
    const it = await circle(3)
    const made = await Promise.all([create(it.token), create(it.token), create(it.token)])
    await Promise.all([carryDue(), carryDue(), carryDue()])
    const shown = await Promise.all(made.map((one) => look(it.token, one.body.id)))
    const targets = (await tasks(it.userid)).flatMap((task) => task.targets.map((one) => one.externalUserId))
    expect(targets.sort()).toEqual(it.people.map((one) => one.externalUserId).sort())
    expect(shown.reduce((sum, one) => sum + (one.status === 'waiting' ? one.count : 0), 0)).toBe(3)
    for (const one of shown.filter((other) => other.status === 'failed'))
      expect(one.statusText).toBe('选中的今天都已收过群发')
  })

  it('when WeCom made it and its answer was lost', async () => {
    const it = await circle(2)
    await sandbox('fault', { endpoint: add, truncate: true, times: 1 })
    const { body } = await create(it.token)
    await carryDue()
    expect([(await tasks(it.userid)).length, (await look(it.token, body.id)).status]).toEqual([1, 'making'])
    await carried(MINUTE)
    expect([(await tasks(it.userid)).length, (await look(it.token, body.id)).status]).toEqual([1, 'waiting'])
    const [task] = await tasks(it.userid)
    await confirm(task?.msgid ?? '', it.userid)
    await carried()
    expect(await look(it.token, body.id)).toMatchObject({ status: 'sent', results: { sent: 2 } })
  })

  it('and the right one, where another of the same words is there', async () => {
    const it = await circle(2)
    const text = '同样的话'
    const [one] = it.people
    const token = await product.sandbox.wecomToken()
    await sandbox('fault', { endpoint: add, truncate: true, times: 1 })
    const { body } = await create(it.token, { text })
    await carryDue()
    const other = await circle(1)
    await product.sandbox.post(`${add}?access_token=${token}`, {
      sender: other.userid,
      external_userid: [other.people[0]?.externalUserId],
      text: { content: text },
    })
    await carried(MINUTE)
    const doc = await stored().findOne({ _id: body.id })
    const [task] = await tasks(it.userid)
    expect(doc?.msgid).toBe(task?.msgid)
    expect(task?.targets.map((target) => target.externalUserId)).toContain(one?.externalUserId)
    expect(await tasks(other.userid)).toHaveLength(1)
  })

  it('when the worker died after it had asked, or before', async () => {
    for (const askedBefore of [true, false]) {
      const it = await circle(1)
      const { body } = await create(it.token)
      const dead = { leaseUntil: new Date(Date.now() + MINUTE) }
      if (askedBefore) {
        await sandbox('fault', { endpoint: add, truncate: true, times: 1 })
        await carryDue()
      }
      await stored().updateOne({ _id: body.id }, { $set: dead })
      await carryDue()
      advanceClock(2 * MINUTE)
      await carryDue()
      expect(await tasks(it.userid)).toHaveLength(1)
      expect((await look(it.token, body.id)).status).toBe('waiting')
      resetClock()
    }
  })

  it('when WeCom is back, and until then it is said that it is away', async () => {
    const it = await circle(1)
    await sandbox('fault', { id: 'away', endpoint: add, http: 502, times: -1 })
    const { body } = await create(it.token)
    await carryDue()
    expect(await look(it.token, body.id)).toMatchObject({
      status: 'making',
      statusText: '企业微信暂时没有回应，会自动再试',
    })
    await sandbox('fault/away/remove')
    await carried(MINUTE)
    expect(await tasks(it.userid)).toHaveLength(1)
    expect((await look(it.token, body.id)).status).toBe('waiting')
  })

  it.each([
    [41048, '选中的人都已不是好友'],
    [84074, '你还没有开通客户联系'],
    [85002, '里面有企业微信不让用的词'],
  ])(
    'or not at all where WeCom refuses it for good (%i), and the customers’ day is free again',
    async (errcode, text) => {
      const it = await circle(1)
      await sandbox('fault', { endpoint: add, errcode, times: 1 })
      const { body } = await create(it.token)
      await carryDue()
      expect(await look(it.token, body.id)).toMatchObject({ status: 'failed', statusText: text })
      await carried(MINUTE)
      expect(await tasks(it.userid)).toHaveLength(0)
      const { body: plan } = await product.post('/mass-audience/plan', {
        token: it.token,
        body: { audience: {} },
      })
      expect(plan.reach).toBe(1)
    },
  )

  it('with its pictures uploaded anew where WeCom has lost them', async () => {
    const it = await circle(1)
    await sandbox('fault', { endpoint: add, errcode: 40007, times: 1 })
    const { body } = await create(it.token, { attachments: [{ kind: 'page', page: 'events' }] })
    await carryDue()
    await carried(MINUTE)
    expect(await tasks(it.userid)).toHaveLength(1)
    expect((await look(it.token, body.id)).status).toBe('waiting')
  })

  it('and never, when it is taken back while its making was not heard of', async () => {
    const it = await circle(1)
    await sandbox('fault', { endpoint: add, truncate: true, times: 1 })
    const { body } = await create(it.token)
    await carryDue()
    await act(it.token, body.id, 'cancel')
    await carryDue()
    expect((await look(it.token, body.id)).status).toBe('cancelled')
    const made = await tasks(it.userid)
    expect(made.map((one) => one.isCancelled)).toEqual([true])
  })
})
