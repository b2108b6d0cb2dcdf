import { tellWelcomes } from '../../server/features/chatGroups/chatGroups.welcome'
import { advanceClock, resetClock } from '../../server/kernel/clock'
import { person, signInGuide } from '../support/people'
import { startProduct, type TestProduct } from '../support/product'
import { groupsOf } from './support'

let product: TestProduct
beforeAll(async () => {
  product = await startProduct()
})
afterEach(resetClock)
afterAll(() => product?.stop())

const { sandbox, made, group } = groupsOf(() => product)
const add = '/cgi-bin/externalcontact/group_welcome_template/add'
interface Told {
  id: string
  said: { text?: string; card?: { page: string } }[]
}
const told = async () => (await product.sandbox.get('/__sandbox/groups')).welcomes as unknown as Told[]
const put = (chatId: string, token: string, body: object) =>
  product.call('PUT', `/groups/${chatId}/welcome`, { token, body })
/** Without a worker of its own: who tells WeCom, and when, is these tests' own. */
const quiet = async () => {
  const it = await made({ people: 0 })
  await product.stopWorker()
  return it
}
afterEach(() => product.startWorker())
const says = (text: string) => async () => (await told()).filter((it) => it.said[0]?.text === text).length

describe('the welcome of a group (GU-7, JO-3)', () => {
  it('is made at WeCom, chosen by the owner there, and said to who comes in', async () => {
    const { chatId, token } = await quiet()
    const page = { title: '看看新品', page: 'pages/home/index' }
    const { body } = await put(chatId, token, { text: '欢迎新朋友', page, version: 0 })
    expect(body).toMatchObject({ state: 'waiting', version: 1, mayChange: true })
    await tellWelcomes()
    expect((await group(chatId, token)).body.welcome).toMatchObject({ state: 'ready', text: '欢迎新朋友' })
    const template = (await told()).find((it) => it.said[0]?.text === '欢迎新朋友')
    expect(template?.said[1]?.card?.page).toBe('pages/home/index.html')
    await sandbox(`groups/${chatId}/welcome`, { templateId: template?.id })
    const who = await person(product)
    await sandbox(`groups/${chatId}/invite`, { ids: [who.personId] })
    const { messages } = await product.sandbox.get(
      `/__sandbox/groups/${chatId}/messages?personId=${who.personId}`,
    )
    expect(messages.map((it) => it.text ?? '卡片')).toEqual(['欢迎新朋友', '卡片'])
  })

  it('stays one at WeCom when it is changed, and goes when it is emptied', async () => {
    const { chatId, token } = await quiet()
    await put(chatId, token, { text: '一号欢迎', version: 0 })
    await tellWelcomes()
    const before = (await told()).length
    await put(chatId, token, { text: '二号欢迎', version: 1 })
    await tellWelcomes()
    expect([(await told()).length, await says('二号欢迎')(), await says('一号欢迎')()]).toEqual([
      before,
      1,
      0,
    ])
    await put(chatId, token, { text: '', version: 2 })
    await tellWelcomes()
    expect((await told()).length).toBe(before - 1)
    expect((await group(chatId, token)).body.welcome).toMatchObject({ state: 'none', version: 3 })
  })

  it('is told once however many workers find it due', async () => {
    const { chatId, token } = await quiet()
    await put(chatId, token, { text: '只说一遍', version: 0 })
    await Promise.all(Array.from({ length: 6 }, () => tellWelcomes()))
    expect(await says('只说一遍')()).toBe(1)
  })

  it('is told when WeCom is back, and until then says why', async () => {
    const { chatId, token } = await quiet()
    await put(chatId, token, { text: '晚一点说', version: 0 })
    await sandbox('fault', { endpoint: add, http: 502, times: 1 })
    await tellWelcomes()
    expect((await group(chatId, token)).body.welcome).toMatchObject({
      state: 'trouble',
      stateText: '企业微信暂时没有回应，会自动再试',
    })
    await tellWelcomes()
    expect(await says('晚一点说')()).toBe(0)
    advanceClock(60_000)
    await tellWelcomes()
    expect(await says('晚一点说')()).toBe(1)
  })

  it('of two who change it at once is one’s, and the other hears of it', async () => {
    const { chatId, token } = await quiet()
    const answers = await Promise.all(['甲', '乙'].map((text) => put(chatId, token, { text, version: 0 })))
    expect(answers.map((it) => it.status).sort()).toEqual([200, 409])
  })

  it('is for the owner and the manager of the store alone', async () => {
    const { chatId, guide } = await made({ people: 0 })
    const other = await signInGuide(product, { storeId: guide.storeId })
    await sandbox(`groups/${chatId}/invite`, { ids: [other.guide.userid] })
    const manager = await signInGuide(product, { storeId: guide.storeId, role: 'manager' })
    const refused = await put(chatId, other.token, { text: '我来说', version: 0 })
    expect([refused.status, refused.body.error.code]).toEqual([403, 'group_welcome_forbidden'])
    expect((await put(chatId, manager.token, { text: '店长来说', version: 0 })).status).toBe(200)
  })
})
