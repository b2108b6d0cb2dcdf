import type { Browser } from 'playwright-core'
import sharp from 'sharp'
import type { DemoChain } from '../../config/demo/types'
import { advanceClock, now } from '../../server/kernel/clock'
import { addDays, shanghai } from '../../server/kernel/shanghai'
import { oauthCode, person, signInOperator, signInShopper } from '../support/people'
import type { TestProduct } from '../support/product'
import { openBrowser } from './browser'
import { openPhones } from './phones'
import { openShop } from './shop'

jest.setTimeout(180_000)

const EVENT = '秋茶品鉴会：三款岩茶对比'
/** In the middle of Shanghai, where the demo's stores are. */
const HERE: [number, number] = [121.441, 31.222]

let product: TestProduct
let chain: DemoChain
let browser: Browser
let phones: ReturnType<typeof openPhones>

beforeAll(async () => {
  ;({ product, chain } = await openShop())
  await product.settled()
  browser = await openBrowser()
  phones = openPhones(browser, product)
}, 300_000)
afterAll(async () => {
  await browser?.close()
  await product?.stop()
})
afterEach(async () => expect(await phones.close()).toEqual([]))

/** A guide of a store of the demo, by its name. */
const guideOf = async (storeName: string): Promise<string> => {
  const store = chain.locations.find((it) => it.name === storeName)
  const guide = chain.guides.find((it) => it.storeId === store?.id && it.role === 'guide')
  const code = await oauthCode(product, guide?.userid ?? '')
  return (await product.post('/wecom/session', { body: { code } })).body.token
}
const skip = async (ms: number): Promise<void> => {
  advanceClock(ms)
  await product.sandbox.advance(Math.round(ms / 1000))
}

describe('an invitation on two phones (SO-4)', () => {
  it('the friend opens the link, signs in and accepts, and the inviter sees who came', async () => {
    const inviter = await person(product, { position: HERE })
    const friend = await person(product, { position: HERE })
    const { token } = await signInShopper(product, inviter)
    const { body } = await product.get('/referral', { token })
    const theirs = await phones.phoneOf(friend, `/${body.path}&ch=link`)
    await theirs.sees('好友请你来拾禾')
    await theirs.signIn()
    await theirs.sees('请你来拾禾')
    await theirs.keep('friend-open')
    await theirs.tap('接受邀请')
    await theirs.sees('去挑第一单')
    await theirs.keep('friend-accepted')
    const mine = await phones.phoneOf(inviter, '/pages/friends/invite/index')
    await mine.sees('等待首单')
    await mine.keep('friend-invite', true)
  })
})

describe('a flash sale on the phone (SO-2)', () => {
  it('an operator plans it; a shopper gets the last piece, the next one is told why not', async () => {
    const { token } = await signInOperator(product)
    const store = chain.locations.find((it) => it.name === '静安寺店')
    const { items } = (await product.get(`/stores/${store?.id}/stock?limit=1`)).body
    const sku = chain.products.flatMap((it) => it.skus).find((it) => it.id === items[0].product.skuId)
    const { date, minute } = shanghai(new Date(now().getTime() + 5 * 60_000))
    const two = (value: number): string => String(value).padStart(2, '0')
    const made = await product.post('/console/flash-sales', {
      token,
      body: {
        title: '整点秒杀',
        days: { from: date, until: addDays(date, 1) },
        times: [`${two(Math.floor(minute / 60))}:${two(minute % 60)}`],
        minutes: 60,
        items: [
          {
            skuId: sku?.id,
            price: Math.round((sku?.price ?? 0) * 0.6),
            perMember: 1,
            places: [{ locationId: store?.id, quota: 1 }],
          },
        ],
        withMember: false,
      },
    })
    const plan = await product.post(`/console/flash-sales/${made.body.id}/schedule`, { token })
    await product.settled()
    const session = `/pages/flash/sale/index?session=${plan.body.sessions.at(-1).id}`

    const first = await phones.phoneOf(await person(product, { position: HERE }), session)
    await first.sees('距开抢')
    await first.keep('flash-coming')
    await first.tap('提醒我')
    await first.allow()
    await first.sees('已设提醒')
    await skip(6 * 60_000)
    await first.page.reload()
    await first.sees('疯抢中')
    await first.keep('flash-running')
    await first.tap('马上抢')
    await first.sees('价格明细')
    await first.keep('flash-checkout', true)
    await first.tap('立即抢')
    await first.pay()
    await first.sees('待自提')

    const second = await phones.phoneOf(await person(product, { position: HERE }), session)
    await second.sees('已抢光')
    await second.keep('flash-gone')
    await first.page.goto(first.page.url().replace(/#.*/, `#${session}`))
    await first.sees('抢到了')
    await first.keep('flash-won')
  })
})

describe('an event on the phone (AP-2)', () => {
  it('signs up, shows the code, is checked in at the store, shows a photo, and hears that it passed', async () => {
    const who = await person(product, { position: HERE })
    const phone = await phones.phoneOf(who, '/pages/event/list/index')
    await phone.signIn()
    await phone.sees(EVENT)
    await phone.keep('events', true)
    await phone.tap(EVENT)
    await phone.sees('报名就送')
    await phone.keep('event', true)
    await phone.tap('立即报名')
    await phone.allow()
    await phone.page.getByLabel('签到二维码').waitFor()
    await phone.keep('event-code')
    const { token } = await signInShopper(product, who)
    const { signUps } = (await product.get('/me/sign-ups', { token })).body
    await skip(Date.parse(signUps[0].event.start) - now().getTime() - 600_000)
    const digits = (await phone.page.getByLabel('签到码', { exact: true }).innerText()).replace(/\s/g, '')
    const guide = await guideOf(signUps[0].event.store.name)
    const checked = await product.post('/store-events/check-ins', { token: guide, body: { code: digits } })
    expect(checked.status).toBe(200)
    await phone.sees('已签到')
    await phone.sees('晒图')
    const chosen = phone.page.waitForEvent('filechooser')
    await phone.tap('传一张')
    const buffer = await sharp({ create: { width: 900, height: 700, channels: 3, background: '#7a9e7e' } })
      .jpeg()
      .toBuffer()
    await (await chosen).setFiles({ name: 'tea.jpg', mimeType: 'image/jpeg', buffer })
    await phone.sees('审核中')
    await phone.keep('event-photo')
    const { photos } = (await product.get('/event-photos', { token: guide })).body
    await product.post(`/event-photos/${photos[0].id}/approve`, { token: guide })
    await phone.page.reload()
    await phone.sees('已通过')
    await phone.keep('event-approved', true)
  })
})
