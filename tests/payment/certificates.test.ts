import { advanceClock, resetClock } from '../../server/kernel/clock'
import { buildPayment, type TestPayment } from './support'

type Client = typeof import('../../server/integrations/payment/wechatPay')
type Clock = typeof import('../../server/kernel/clock')

/** A client as it is after a start without the public key, or with it: no certificates loaded, a clock of its own. */
function newClient({ withPublicKey = false } = {}): Client & { advance: Clock['advanceClock'] } {
  const { WXPAY_PUBLIC_KEY, WXPAY_PUBLIC_KEY_ID } = process.env
  if (!withPublicKey) Object.assign(process.env, { WXPAY_PUBLIC_KEY: '', WXPAY_PUBLIC_KEY_ID: '' })
  const loaded: { client?: Client; clock?: Clock } = {}
  jest.isolateModules(() => {
    loaded.client = jest.requireActual<Client>('../../server/integrations/payment/wechatPay')
    loaded.clock = jest.requireActual<Clock>('../../server/kernel/clock')
  })
  Object.assign(process.env, { WXPAY_PUBLIC_KEY, WXPAY_PUBLIC_KEY_ID })
  const { client, clock } = loaded
  if (!client || !clock) throw new Error('the client was not loaded')
  return { ...client, advance: clock.advanceClock }
}

const CERTIFICATES = '/v3/certificates'
let payment: TestPayment
beforeAll(async () => {
  payment = await buildPayment()
})
afterEach(async () => {
  resetClock()
  await payment.reset()
})
afterAll(() => payment.stop())

const keys = (given: object) => payment.sandbox.post('/__sandbox/pay/keys', given)
/** Opens, pays, and gives what was received. */
async function notification(client: Client) {
  const { prepayId } = await client.createPrepay(payment.order())
  await payment.pay(prepayId)
  await payment.notified()
  const it = payment.received.at(-1)
  if (!it) throw new Error('nothing was received')
  return it
}

describe('platform certificates (OR-2, platform-apis §2.2)', () => {
  it('are downloaded once for many, and answers and notifications verified by them', async () => {
    const client = newClient()
    await Promise.all(Array.from({ length: 5 }, () => client.createPrepay(payment.order())))
    expect(payment.asked(CERTIFICATES)).toEqual(['ok'])
    const { headers, raw } = await notification(client)
    expect(headers['wechatpay-serial']).toMatch(/^5A4DB0C5.*1$/)
    expect(await client.openNotification(headers, raw)).toMatchObject({ kind: 'transaction' })
    expect(payment.asked(CERTIFICATES)).toHaveLength(1)
  })

  it('are downloaded anew when they rotate, old and new in force together', async () => {
    const client = newClient()
    const before = await notification(client)
    await keys({ rotate: true })
    const after = await notification(client)
    expect(after.headers['wechatpay-serial']).not.toBe(before.headers['wechatpay-serial'])
    for (const { headers, raw } of [before, after])
      expect(await client.openNotification(headers, raw)).toMatchObject({ kind: 'transaction' })
    expect(payment.asked(CERTIFICATES)).toHaveLength(2)
  })

  it('are looked at again after twelve hours, when a retired one is found out', async () => {
    const client = newClient()
    await client.createPrepay(payment.order())
    await keys({ rotate: true, retire: true })
    advanceClock(13 * 3600_000)
    client.advance(13 * 3600_000)
    await payment.sandbox.advance(13 * 3600)
    await client.createPrepay(payment.order())
    expect(payment.asked(CERTIFICATES)).toHaveLength(2)
  })

  it('are not asked for again and again by made-up serials', async () => {
    const client = newClient()
    const { headers, raw } = await notification(client)
    for (const serial of ['0'.repeat(40), 'F'.repeat(40), 'PUB_KEY_ID_0', '../x']) {
      const forged = { ...headers, 'wechatpay-serial': serial }
      await expect(client.openNotification(forged, raw)).rejects.toMatchObject({ reason: 'unknown_serial' })
    }
    expect(payment.asked(CERTIFICATES)).toHaveLength(2)
  })

  it('that cannot be had leave it open whether a notification is true', async () => {
    const { headers, raw } = await notification(newClient())
    const client = newClient()
    await payment.fault(CERTIFICATES, { http: 503, times: -1 })
    await expect(client.openNotification(headers, raw)).rejects.toThrow('/v3/certificates: HTTP 503')
  })

  it.each([{ forge: true }, { truncate: true }, { http: 500 }, { code: 'SIGN_ERROR' }])(
    'are not taken from an answer with %j',
    async (given) => {
      const client = newClient()
      await payment.fault(CERTIFICATES, { ...given, times: -1 })
      await expect(client.createPrepay(payment.order())).rejects.toThrow(CERTIFICATES)
    },
  )
})

describe('while a merchant goes over to the public key (platform-apis §2.2)', () => {
  it('answers and notifications are still believed when certificates signed them', async () => {
    await keys({ publicKey: false })
    const client = newClient({ withPublicKey: true })
    const old = await notification(client)
    await keys({ publicKey: true })
    const young = await notification(client)
    expect([old, young].map(({ headers }) => headers['wechatpay-serial'])).toEqual([
      expect.stringMatching(/^5A4D/),
      process.env.WXPAY_PUBLIC_KEY_ID,
    ])
    for (const { headers, raw } of [old, young])
      expect(await client.openNotification(headers, raw)).toMatchObject({ kind: 'transaction' })
  })

  it('no certificate is downloaded once the public key signs', async () => {
    const client = newClient({ withPublicKey: true })
    await client.createPrepay(payment.order())
    expect(payment.asked(CERTIFICATES)).toEqual([])
  })
})
