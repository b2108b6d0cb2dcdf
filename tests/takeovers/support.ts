import mongoose from 'mongoose'
import { carryTakeovers } from '../../server/features/takeovers/takeovers.progress'
import type { GuideDoc } from '../../server/features/guides/guides.service'
import { advanceClock } from '../../server/kernel/clock'
import type { Handover } from '../../server/sandbox/handovers'
import { build, next } from '../support/build'
import { openSession } from '../../server/kernel/sessions'
import { befriend, enrol, person } from '../support/people'
import type { TestProduct } from '../support/product'

const DAY = 86_400
export const START = '/cgi-bin/externalcontact/transfer_customer'

interface Wish {
  toGuideId: string
  fromGuideId: string
  externalUserIds?: string[]
  chatIds?: string[]
  key?: string
  message?: string
}
export interface Taken {
  id: string
  counts: { all: number; waiting: number; done: number; refused: number; failed: number }
  groups: { all: number; done: number; failed: number }
  isOpen: boolean
  problem?: string
  customers: { externalUserId: string; state: string; stateText: string }[]
  chats: { state: string; stateText: string }[]
}

/** Customers that go from one guide to another, as the manager has it and as WeCom has it. */
export function takeoversOf(product: () => TestProduct) {
  const sandbox = (path: string, body: object = {}) => product().sandbox.post(`/__sandbox/${path}`, body)
  /** What WeCom told is handled, and what follows from it. */
  const heard = async () => {
    await product().sandbox.core.callbacks.settled()
    product().startWorker()
    await product().settled()
    await product().stopWorker()
  }
  /** Somebody of the staff with a session; signing in by WeCom is counted, and not what is tested here. */
  const staff = async (over: Partial<GuideDoc> = {}) => {
    const guide = await build.guide(over)
    await enrol(product(), guide)
    const { _id: guideId, userid, storeId, role: kind } = guide
    return { guide, token: (await openSession({ kind, guideId, userid, storeId })).token }
  }
  /** A store with a manager, a guide with so many customers, and one who may take them. */
  const store = async (customers = 1, from: Partial<GuideDoc> = {}) => {
    const { _id: storeId } = await build.store()
    const manager = await staff({ storeId, role: 'manager' })
    const giver = await staff({ storeId, ...from })
    const taker = await staff({ storeId })
    const persons = []
    for (let at = 0; at < customers; at += 1) {
      const who = await person(product(), { externalUserId: `wm_taken_${next()}` })
      await befriend(product(), who.personId, giver.guide.userid)
      persons.push({ ...who, externalUserId: String(who.externalUserId) })
    }
    await heard()
    const ids = persons.map((it) => it.externalUserId)
    return { storeId, manager, giver, taker, persons, ids }
  }
  const post = (token: string, wish: Wish) =>
    product().post('/staff/takeovers', { token, body: { key: `takeover-${next()}`, ...wish } })
  const look = async (token: string, id: string) =>
    (await product().get(`/staff/takeovers/${id}`, { token })).body as Taken
  /** Begins with everybody of a store's giver, and has WeCom asked. */
  const begun = async (of: Awaited<ReturnType<typeof store>>, over: Partial<Wish> = {}) => {
    const { manager, giver, taker, ids } = of
    const wish = { fromGuideId: giver.guide._id, toGuideId: taker.guide._id, externalUserIds: ids, ...over }
    const { body } = await post(manager.token, wish)
    await carryTakeovers()
    return { id: String(body.id), look: () => look(manager.token, String(body.id)) }
  }
  /** A day passes, at WeCom and here. */
  const dayPasses = async () => {
    await sandbox('clock', { advance: DAY + 60 })
    await sandbox('handover/settle')
    advanceClock((DAY + 120) * 1000)
    await heard()
    await carryTakeovers()
    await heard()
  }
  const atWecom = async (externalUserId: string) => {
    const { handovers } = (await product().sandbox.get('/__sandbox/handovers')) as unknown as {
      handovers: Handover[]
    }
    return handovers.filter((it) => it.externalUserId === externalUserId)
  }
  const contact = (id: string) => mongoose.connection.collection('contacts').findOne({ _id: id as never })
  const memberOf = (id: string) => mongoose.connection.collection('members').findOne({ _id: id as never })
  return {
    ...{ sandbox, heard, staff, store, post, look, begun, dayPasses, atWecom, contact, memberOf },
  }
}
