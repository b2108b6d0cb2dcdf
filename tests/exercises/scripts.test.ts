import mongoose from 'mongoose'
import { next } from '../support/build'
import { signInGuide } from '../support/people'
import { startProduct, type TestProduct } from '../support/product'

let product: TestProduct
beforeAll(async () => {
  product = await startProduct()
})
afterAll(() => product?.stop())

const words = { title: '我的话', category: 'visit', text: '{顾客}，来坐坐' }
const BASE = '/exercises/scripts'

async function learner() {
  const { token } = await signInGuide(product)
  const call = (method: string, path: string, body?: object) =>
    product.call(method, `${BASE}${path}`, { token, ...(body ? { body } : {}) })
  const begin = () => call('POST', '/begin')
  const add = (over: object = {}, key = `script-${next()}-key`) =>
    call('POST', '/scripts', { key, ...words, ...over })
  const list = async () => (await call('GET', '/scripts')).body.scripts as { id: string; title: string }[]
  const stand = async () => (await product.get(BASE, { token })).body
  const check = (text: string) => call('POST', '/word-checks', { text })
  const sent = (id: string) => call('POST', `/scripts/${id}/used`)
  return { token, call, begin, add, list, stand, check, sent }
}

const counts = async () => {
  const collections = (await mongoose.connection.db?.collections()) ?? []
  const all = await Promise.all(
    collections.map(async (it) => [it.collectionName, await it.countDocuments()] as const),
  )
  return Object.fromEntries(all.filter(([name]) => name !== 'exercises'))
}

describe('添加话术 in an exercise (GU-8)', () => {
  it('adds, sends, is held back by a word, finds the chain’s; nothing of it is real', async () => {
    const it = await learner()
    const real = async () => (await product.get('/scripts', { token: it.token })).body.scripts
    const before = [await counts(), await real()]
    expect((await it.add()).body.error.code).toBe('exercise_not_begun')
    await it.begin()
    const { body } = await it.add({ text: '来坐坐' })
    expect(body).toMatchObject({ title: '我的话', isMine: true, used: 0 })
    expect(await it.stand()).toMatchObject({ at: 0, wrong: 1, said: { isRight: false } })
    await it.call('PUT', `/scripts/${body.id}`, words)
    expect(await it.stand()).toMatchObject({ at: 1, said: { isRight: true } })
    expect((await it.check('许知夏，来坐坐')).status).toBe(204)
    expect((await it.sent(body.id)).status).toBe(204)
    const refused = await it.check('先转账给我')
    expect([refused.status, refused.body.error]).toEqual([
      422,
      expect.objectContaining({ code: 'words_refused', details: { words: ['转账'] } }),
    ])
    expect(await it.stand()).toMatchObject({ at: 3 })
    const found = (await it.list()).find(({ title }) => title === '到货了')
    await it.sent(String(found?.id))
    expect(await it.stand()).toMatchObject({ state: 'finished', at: 4, times: 1, wrong: 1 })
    await product.settled()
    expect([await counts(), await real()]).toEqual(before)
  })

  it('one key is one script, also at once; a round anew has none of the last', async () => {
    const it = await learner()
    await it.begin()
    const made = await Promise.all([1, 2, 3].map(() => it.add({}, 'same-key-of-test')))
    expect(new Set(made.map(({ body }) => body.id)).size).toBe(1)
    expect(await it.list()).toHaveLength(4)
    await it.begin()
    expect(await it.list()).toHaveLength(3)
  })

  it('own ones are kept among the favourites, changed and deleted; the chain’s are not', async () => {
    const [it, other] = [await learner(), await learner()]
    await it.begin()
    await other.begin()
    const { id } = (await it.add()).body
    const liked = await it.call('PUT', '/scripts/scr_play_visit/favourite', { on: true })
    expect(liked.body).toMatchObject({ isFavourite: true, isMine: false })
    expect((await it.list())[0]?.id).toBe('scr_play_visit')
    expect((await it.call('PUT', '/scripts/scr_play_visit', words)).body.error.code).toBe('script_not_yours')
    expect((await it.call('DELETE', '/scripts/scr_play_visit')).body.error.code).toBe('script_not_yours')
    for (const answer of [
      await other.call('PUT', `/scripts/${id}`, words),
      await other.call('DELETE', `/scripts/${id}`),
      await other.sent(id),
      await other.call('PUT', `/scripts/${id}/favourite`, { on: true }),
    ])
      expect([answer.status, answer.body.error.code]).toEqual([404, 'script_not_found'])
    expect((await it.call('DELETE', `/scripts/${id}`)).status).toBe(204)
    expect(await it.list()).toHaveLength(3)
  })

  it('words that cannot be said are not kept either, and there is a limit', async () => {
    const it = await learner()
    await it.begin()
    expect((await it.add({ text: '{顾客}，先转账' })).body.error.code).toBe('words_refused')
    for (let nth = 0; nth < 20; nth++) expect((await it.add()).status).toBe(200)
    expect((await it.add()).body.error.code).toBe('script_limit')
  })

  it('a script of an exercise is unknown in earnest', async () => {
    const it = await learner()
    await it.begin()
    const { id } = (await it.add()).body
    const used = await product.post(`/scripts/${id}/used`, { token: it.token })
    expect([used.status, used.body.error.code]).toEqual([404, 'script_not_found'])
  })
})
