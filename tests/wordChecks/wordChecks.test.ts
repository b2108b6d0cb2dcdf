import { endQuiet } from '../support/wecomQuiet'
import { build, next } from '../support/build'
import { enrol, signInGuide, signInOperator } from '../support/people'
import { startProduct, type TestProduct } from '../support/product'
import { groupsOf } from '../chatGroups/support'

let product: TestProduct
beforeAll(async () => {
  product = await startProduct()
})
afterEach(endQuiet)
afterAll(() => product?.stop())

const { made } = groupsOf(() => product)
const check = (token: string, text: string, isSure?: boolean) =>
  product.post('/word-checks', { token, body: { text, ...(isSure === undefined ? {} : { isSure }) } })
const team = async () => {
  const { guide, token } = await signInGuide(product)
  const manager = await signInGuide(product, { storeId: guide.storeId, role: 'manager' })
  return { guide, token, manager }
}
const hits = async (token: string) => (await product.get('/staff/word-hits', { token })).body.hits
/** What the app told a member of the corp. */
const told = async (userid: string) =>
  (await product.sandbox.get(`/__sandbox/app-messages?userid=${userid}`)).messages.map(
    (it) => `${String(it.title)}\n${it.text}`,
  )

describe('what a guide says (GU-6b)', () => {
  it('goes out when nothing is wrong with it, and nothing is written down', async () => {
    const { token, manager } = await team()
    expect((await check(token, '大衣到店了，周末来试试')).status).toBe(204)
    expect(await hits(manager.token)).toEqual([])
  })

  it('is refused for some words; the manager is told, once', async () => {
    const { guide, token, manager } = await team()
    const answer = await check(token, '可以私下 转账给我，便宜点')
    expect([answer.status, answer.body.error.code, answer.body.error.details]).toEqual([
      422,
      'words_refused',
      { words: ['私下转账'] },
    ])
    await product.settled()
    expect(await hits(manager.token)).toEqual([
      expect.objectContaining({
        guideName: guide.name,
        ...{ level: 'refuse', isSent: false, whereText: '聊天', words: ['私下转账'] },
      }),
    ])
    const [message, ...more] = await told(manager.guide.userid)
    expect(message).toContain(`敏感词提醒：${guide.name}`)
    expect(message).toContain('「私下转账」，没有发出')
    expect(more).toEqual([])
    expect(await told(guide.userid)).toEqual([])
  })

  it('is warned of for others, and goes out when the guide is sure', async () => {
    const { token, manager } = await team()
    const warned = await check(token, '加我微信聊')
    expect([warned.status, warned.body.error.code]).toEqual([409, 'words_warned'])
    await product.settled()
    expect(await told(manager.guide.userid)).toEqual([])
    expect((await check(token, '加我微信聊', true)).status).toBe(204)
    await product.settled()
    expect((await hits(manager.token)).map((it: { isSent: boolean }) => it.isSent)).toEqual([true, false])
    expect(await told(manager.guide.userid)).toHaveLength(1)
  })

  it('is told of when WeCom is back', async () => {
    const { token, manager } = await team()
    await product.sandbox.post('/__sandbox/fault', { endpoint: '/cgi-bin/message/send', http: 502, times: 1 })
    await check(token, '帮你套现')
    await product.settled()
    expect(await told(manager.guide.userid)).toHaveLength(1)
  })

  it('is no concern of another store’s manager', async () => {
    const { token } = await team()
    const other = await signInGuide(product, { role: 'manager' })
    await check(token, '帮你套现')
    expect(await hits(other.token)).toEqual([])
    expect((await product.get('/staff/word-hits', { token })).status).toBe(403)
  })
})

describe('what goes out by the server', () => {
  it('is looked at as well: scripts, welcomes of groups, mass messages', async () => {
    const { chatId, token, guide } = await made({ people: 1 })
    const text = '代开发票请找我'
    const script = { key: `script-of-${next()}`, title: '发票', category: 'greeting', text }
    const mass = {
      ...{ key: `mass-of-${next()}`, audience: {}, text, attachments: [] },
    }
    const answers = [
      await product.post('/scripts', { token, body: script }),
      await product.call('PUT', `/groups/${chatId}/welcome`, { token, body: { text, version: 0 } }),
      await product.post('/mass-messages', { token, body: mass }),
    ]
    expect(answers.map((it) => it.body.error?.code)).toEqual(Array(3).fill('words_refused'))
    const manager = await build.guide({ storeId: guide.storeId, role: 'manager' })
    await enrol(product, manager)
    const seen = await signInGuide(product, { storeId: guide.storeId, role: 'manager' })
    expect((await hits(seen.token)).map((it: { where: string }) => it.where)).toEqual([
      'mass',
      'groupWelcome',
      'script',
    ])
  })

  it('of words that are only warned of goes out', async () => {
    const { token } = await team()
    const body = { key: `script-of-${next()}`, title: '优惠', category: 'greeting', text: '内部价给你' }
    expect((await product.post('/scripts', { token, body })).status).toBe(200)
  })
})

describe('the chain’s words (OP-2)', () => {
  it('are headquarters’ to change, at once for everybody', async () => {
    const { token } = await team()
    const office = await signInOperator(product)
    const region = await signInOperator(product, { role: 'store', storeId: 'sto_t1' })
    const read = async (of: string) => (await product.get('/console/word-list', { token: of })).body
    const list = await read(office.token)
    expect([list.mayChange, (await read(region.token)).mayChange]).toEqual([true, false])
    const put = (of: string, body: object) => product.call('PUT', '/console/word-list', { token: of, body })
    const { refuse, warn, version } = list
    const body = { refuse: [...refuse, '清仓甩卖'], warn, version }
    expect((await put(region.token, body)).body.error.code).toBe('word_list_forbidden')
    const both = await Promise.all([put(office.token, body), put(office.token, body)])
    expect(both.map((it) => it.status).sort()).toEqual([200, 409])
    expect((await check(token, '清仓甩卖了')).status).toBe(422)
    const after = await read(office.token)
    await put(office.token, { refuse, warn, version: after.version })
    expect((await check(token, '清仓甩卖了')).status).toBe(204)
  })
})
