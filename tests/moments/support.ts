import mongoose from 'mongoose'
import { carryDue } from '../../server/features/moments/moments.carry'
import { build, next } from '../support/build'
import { befriend, enrol, person, signInGuide } from '../support/people'
import type { TestProduct } from '../support/product'

export const PNG = Buffer.from('89504e470d0a1a0a00000000', 'hex').toString('base64')

export function momentsOf(product: () => TestProduct) {
  const sandbox = (path: string, body: object = {}) => product().sandbox.post(`/__sandbox/${path}`, body)
  const stored = mongoose.connection.collection('moments')

  /** A manager, signed in, and a guide of the same store with so many customers. */
  async function store(customers = 1) {
    const { token, guide: manager } = await signInGuide(product(), { role: 'manager' })
    const guide = await build.guide({ storeId: manager.storeId })
    await enrol(product(), guide)
    const people = []
    for (let made = 0; made < customers; made += 1) {
      const externalUserId = `wm_mmt_${next()}`
      const { personId } = await person(product(), { externalUserId })
      await befriend(product(), personId, guide.userid)
      people.push({ externalUserId, personId })
    }
    return { token, manager, guide, people }
  }
  const draft = (guideIds: string[], over: object = {}) => ({
    ...{ key: `key_${next()}_moment`, guideIds, tagIds: [], text: '桂花乌龙到货，来店里喝一杯', ...over },
  })
  const make = (token: string, body: object) => product().post('/moments', { token, body })
  const look = async (token: string, id: string) => (await product().get(`/moments/${id}`, { token })).body
  /** Whatever waits for its time is due, and is carried a step. */
  async function step() {
    await stored.updateMany({ dueAt: { $exists: true } }, { $set: { dueAt: new Date(0) } })
    await carryDue()
  }
  /** Steps until a moment is in a status. */
  async function becomes(token: string, id: string, status: string) {
    for (let tried = 0; tried < 20; tried += 1) {
      const body = await look(token, id)
      if (body.status === status) return body
      await step()
    }
    throw new Error(`it is ${(await look(token, id)).status}, not ${status}`)
  }
  const wecomIdOf = async (id: string) => (await stored.findOne({ _id: id as never }))?.wecomId as string
  const publish = async (id: string, userid: string) =>
    sandbox(`moments/${await wecomIdOf(id)}/publish`, { userid })
  /** Moments in a member's WeCom. */
  const inWeCom = async (userid: string) =>
    (await product().sandbox.get(`/__sandbox/moments?userid=${userid}`)).moments as unknown as {
      id: string
      said: object[]
      isCancelled: boolean
    }[]
  return { sandbox, stored, store, draft, make, look, step, becomes, wecomIdOf, publish, inWeCom }
}
