import { importScripts } from '../../server/features/scripts/scripts.service'
import { outcome } from '../customers/friends'
import { next } from '../support/build'
import { signInGuide } from '../support/people'
import { startProduct, type TestProduct } from '../support/product'

let product: TestProduct
beforeAll(async () => {
  product = await startProduct()
  await importScripts(
    ['初次见面', '到货了'].map((title, nth) => ({
      _id: `scr_chain${nth}`,
      title,
      category: nth ? 'goods' : 'greeting',
      text: `{顾客}，${title}`,
      used: 10 - nth,
      createdAt: new Date(),
    })),
  )
})
afterAll(() => product?.stop())

const words = { title: '我的话', category: 'visit', text: '{顾客}，来坐坐' }
const list = async (token: string, query = '') =>
  (await product.get(`/scripts${query}`, { token })).body.scripts as { id: string; title: string }[]
const add = (token: string, key = `script-${next()}-key`) =>
  product.post('/scripts', { token, body: { key, ...words } })
const change = (token: string, id: string, body: object) =>
  product.call('PUT', `/scripts/${id}`, { token, body })

describe('scripts of guides (GU-3)', () => {
  it('are the chain’s and one’s own, favourites first, found by words and kind', async () => {
    const [mine, other] = [await signInGuide(product), await signInGuide(product)]
    const { body } = await add(mine.token)
    expect(body).toMatchObject({ ...words, isMine: true, isFavourite: false, used: 0 })
    expect((await list(mine.token)).map((it) => it.title)).toEqual(['初次见面', '到货了', '我的话'])
    expect((await list(other.token)).map((it) => it.title)).toEqual(['初次见面', '到货了'])
    const liked = await product.call('PUT', `/scripts/${body.id}/favourite`, {
      token: mine.token,
      body: { on: true },
    })
    expect(liked.body.isFavourite).toBe(true)
    expect((await list(mine.token)).map((it) => it.title)).toEqual(['我的话', '初次见面', '到货了'])
    const found = await list(mine.token, `?q=${encodeURIComponent('到货')}`)
    expect(found.map((it) => it.title)).toEqual(['到货了'])
    expect((await list(mine.token, '?category=greeting')).map((it) => it.title)).toEqual(['初次见面'])
    await product.call('PUT', `/scripts/${body.id}/favourite`, { token: mine.token, body: { on: false } })
    expect((await list(mine.token)).at(-1)?.title).toBe('我的话')
  })

  it('one key is one script, also when it is sent at once and again', async () => {
    const { token } = await signInGuide(product)
    const made = await Promise.all([1, 2, 3, 4].map(() => add(token, 'same-key-of-test')))
    expect(new Set(made.map((it) => it.body.id)).size).toBe(1)
    expect(await list(token)).toHaveLength(3)
  })

  it('are changed and deleted by their guide alone', async () => {
    const [mine, other] = [await signInGuide(product), await signInGuide(product)]
    const { id } = (await add(mine.token)).body
    const changed = await change(mine.token, id, { ...words, title: '改过了' })
    expect(changed.body.title).toBe('改过了')
    expect(outcome(await change(other.token, id, words))).toEqual([404, 'script_not_found'])
    expect(outcome(await change(mine.token, 'scr_chain0', words))).toEqual([403, 'script_not_yours'])
    const gone = (token: string, of: string) => product.call('DELETE', `/scripts/${of}`, { token })
    expect(outcome(await gone(other.token, id))).toEqual([404, 'script_not_found'])
    expect(outcome(await gone(mine.token, 'scr_chain0'))).toEqual([403, 'script_not_yours'])
    expect((await gone(mine.token, id)).status).toBe(204)
    expect(outcome(await gone(mine.token, id))).toEqual([404, 'script_not_found'])
  })

  it('count what is said, and nobody says another guide’s', async () => {
    const [mine, other] = [await signInGuide(product), await signInGuide(product)]
    const { id } = (await add(mine.token)).body
    const say = (token: string) => product.post(`/scripts/${id}/used`, { token })
    await Promise.all([1, 2, 3, 4, 5].map(() => say(mine.token)))
    expect(outcome(await say(other.token))).toEqual([404, 'script_not_found'])
    expect(await list(mine.token)).toContainEqual(expect.objectContaining({ id, used: 5 }))
  })

  it('are at most a hundred of one’s own', async () => {
    const { token } = await signInGuide(product)
    for (let nth = 0; nth < 100; nth++) expect((await add(token)).status).toBe(200)
    expect(outcome(await add(token))).toEqual([409, 'script_limit'])
  })
})
