import mongoose from 'mongoose'
import type { Call, Reply, TestProduct } from '../support/product'
import { syncDue } from '../../server/features/channelCodes/channelCodes.sync'
import { now } from '../../server/kernel/clock'
import { build } from '../support/build'
import { enrol, person, signInGuide, signInOperator } from '../support/people'
import { until } from '../support/until'

type Guides = { kind: 'guides'; guideIds: string[] }
export interface Draft {
  title: string
  channel: string
  duty: Guides | { kind: 'store'; storeId: string } | Record<string, unknown>
  tags: string[]
  welcome: { text: string; attachments: Record<string, unknown>[] }
}

/** A code of one guide with a plain welcome, unless told otherwise. */
export const draftOf = (guideIds: string[], over: Partial<Draft> = {}): Draft => ({
  title: '收银台台卡',
  channel: '门店物料',
  duty: { kind: 'guides', guideIds },
  tags: ['到店'],
  welcome: { text: '{顾客}你好，我是{门店}的{导购}', attachments: [] },
  ...over,
})

export const refusedBy = ({ status, body }: Reply) => [status, body?.error?.code]

export function codesOf(product: () => TestProduct) {
  const path = (id: string, part = '') => `/console/channel-codes/${id}${part}`
  const sandbox = (at: string, body: object = {}) => product().sandbox.post(`/__sandbox/${at}`, body)
  const codes = mongoose.connection.collection('channelCodes')
  /** Everything that is due was told to WeCom, whoever did it. */
  const synced = async () => {
    await syncDue()
    const isBusy = () => ({ $or: [{ leaseUntil: { $exists: true } }, { dueAt: { $lte: now() } }] })
    await until(
      () => codes.countDocuments(isBusy()),
      (count) => count === 0,
    )
  }
  const stored = (id: string) => codes.findOne({ _id: id as never })
  const ways = async () =>
    (await product().sandbox.get('/__sandbox/contact-ways')).ways as {
      config_id: string
      state: string
      user: string[]
      remark: string
    }[]
  const wayOf = async (id: string) => (await ways()).find((it) => it.state === id)
  /** Waits until every event of WeCom arrived and was handled. */
  const delivered = async () => {
    await product().sandbox.core.callbacks.settled()
    await product().settled()
  }
  const said = async (userid: string, personId: string) =>
    (await product().sandbox.get(`/__sandbox/chat?userid=${userid}&personId=${personId}`)).messages.filter(
      (it) => it.from === 'guide',
    )
  const post = (at: string, it: Call) => product().post(at, it)
  const put = (id: string, it: Call) => product().call('PUT', path(id), it)

  /** A code in use at WeCom, of one guide of its own. */
  async function live(over: Partial<Draft> = {}) {
    const head = (await signInOperator(product())).token
    const guide = await build.guide()
    await enrol(product(), guide)
    const made = await post('/console/channel-codes', { token: head, body: draftOf([guide._id], over) })
    if (made.status !== 200) throw new Error(`create answered ${made.text}`)
    const id: string = made.body.id
    const begun = await post(path(id, '/schedule'), { token: head })
    if (begun.status !== 200) throw new Error(`schedule answered ${begun.text}`)
    await synced()
    const look = async () => (await product().get(path(id), { token: head })).body
    const results = async () => (await product().get(path(id, '/results'), { token: head })).body
    const step = (name: string) => post(path(id, `/${name}`), { token: head })
    /** Somebody new scans it; nothing is waited for. */
    const scan = async (who?: { personId: string }) => {
      const { personId } = who ?? (await person(product()))
      const way = await wayOf(id)
      const answer = await sandbox(`contact-ways/${way?.config_id}/scan`, { personId })
      return { personId, userid: answer.userid, event: answer.event as boolean }
    }
    return { id, head, guide, look, results, step, scan }
  }
  const welcomes = (codeId: string) =>
    mongoose.connection.collection('channelWelcomes').find({ codeId }).toArray()

  return { path, sandbox, synced, stored, ways, wayOf, delivered, said, put, live, welcomes, signInGuide }
}
