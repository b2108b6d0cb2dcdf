import { carryDue } from '../../server/features/massMessages/massMessages.carry'
import { massMessagesJobs } from '../../server/features/massMessages/massMessages.jobs'
import { advanceClock } from '../../server/kernel/clock'
import { build, next } from '../support/build'
import { befriend, person, signInGuide, type TestPerson } from '../support/people'
import { startProduct, type Reply, type TestProduct } from '../support/product'

/** From here on the worker leaves mass messages alone: the tests carry them on, step by step. */
export function leaveToTests(): void {
  for (const it of massMessagesJobs.schedules) Object.assign(it, { run: () => Promise.resolve() })
}
export function startByHand(): Promise<TestProduct> {
  leaveToTests()
  return startProduct()
}

export const outcome = ({ status, body }: Reply) => [status, body?.error?.code]
export const draftOf = (over: Record<string, unknown> = {}) => ({
  key: `mass-key-${next()}`,
  audience: {},
  text: '周末会员日，店里有茶歇',
  attachments: [] as object[],
  ...over,
})

export type Customer = TestPerson & { externalUserId: string; memberId?: string }

/** What these tests do as a guide, as WeCom and as the worker; nothing is carried on unless they say so. */
export function massOf(product: () => TestProduct) {
  const sandbox = (path: string, body: object = {}) => product().sandbox.post(`/__sandbox/${path}`, body)
  /** A member of the mini-program who takes messages, unless told otherwise. */
  const memberOf = (unionid: string, over: Parameters<typeof build.member>[0] = {}) =>
    build.member({
      identities: [{ provider: 'unionid', subject: unionid }],
      consents: { personalised: true, massMessage: true, phone: false },
      ...over,
    })

  async function customer(userid: string, member?: Parameters<typeof build.member>[0]): Promise<Customer> {
    const externalUserId = `wm_mass_${next()}`
    const who = await person(product(), { externalUserId })
    const made = member ? await memberOf(who.unionid, member) : undefined
    await befriend(product(), who.personId, userid)
    return { ...who, externalUserId, ...(made ? { memberId: made._id } : {}) }
  }
  /** Every event of WeCom arrived and was handled. */
  const delivered = async () => {
    await product().sandbox.core.callbacks.settled()
    await product().settled()
  }
  /** A guide with so many customers. */
  async function circle(count: number, member?: Parameters<typeof build.member>[0]) {
    await sandbox('mass/settings', { dispatchMs: 0 })
    const staff = await signInGuide(product())
    const people: Customer[] = []
    for (let made = 0; made < count; made++) people.push(await customer(staff.guide.userid, member))
    await delivered()
    return { ...staff, userid: staff.guide.userid, people }
  }
  const plan = async (token: string, audience: object = {}) =>
    (await product().post('/mass-audience/plan', { token, body: { audience } })).body
  const create = (token: string, over: Record<string, unknown> = {}) =>
    product().post('/mass-messages', { token, body: draftOf(over) })
  const look = async (token: string, id: string) =>
    (await product().get(`/mass-messages/${id}`, { token })).body
  const resultsOf = async (token: string, id: string, query = '') =>
    (await product().get(`/mass-messages/${id}/results${query}`, { token })).body
  const act = (token: string, id: string, name: 'remind' | 'cancel') =>
    product().post(`/mass-messages/${id}/${name}`, { token })
  /** What the member's WeCom shows. */
  const tasks = async (userid: string) =>
    (await product().sandbox.get(`/__sandbox/mass?userid=${userid}`)).tasks as {
      msgid: string
      said: { kind: string; text?: string; card?: { page: string } }[]
      isCancelled: boolean
      reminders: number[]
      targets: { externalUserId: string; status: number }[]
    }[]
  const confirm = (msgid: string, userid: string, ids?: string[]) =>
    sandbox(`mass/${msgid}/confirm`, { userid, ...(ids ? { ids } : {}) })
  /** Time goes on, and the worker does what is due. */
  const carried = async (ms = 6000) => {
    advanceClock(ms)
    await carryDue()
  }
  /** A message that waits in the guide's WeCom. */
  async function waiting(count = 2, over: Record<string, unknown> = {}, member?: object) {
    const it = await circle(count, member)
    const { body } = await create(it.token, over)
    await carryDue()
    const [task] = await tasks(it.userid)
    if (!task) throw new Error(`no task: ${JSON.stringify(body)}`)
    return { ...it, id: body.id as string, msgid: task.msgid }
  }
  return {
    ...{ sandbox, customer, delivered, circle, plan, create, look, resultsOf, act, tasks, confirm },
    ...{ carried, waiting },
  }
}
