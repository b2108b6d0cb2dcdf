import { fork } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { until } from '../support/until'
import { JSAPI, MCHID, payCall, REFUNDS } from './payCall'
import { APPID, buildSandbox, type Json, type TestSandbox } from './support'

let dir: string
let sandbox: TestSandbox
const running: TestSandbox[] = []
/** A sandbox that keeps its payments in the folder; refunds take their course only where told. */
const begin = async (refundDelayMs = 1_000_000) => {
  sandbox = await buildSandbox({ pay: { keptIn: dir, refundDelayMs } })
  running.push(sandbox)
}
const again = async (refundDelayMs?: number) => {
  await sandbox.stop()
  await begin(refundDelayMs)
}
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'hedian-pay-'))
  // Nothing is kept yet: the folder need not stand.
  rmSync(dir, { recursive: true })
  await begin()
})
afterEach(async () => {
  for (const it of running.splice(0)) await it.stop()
  rmSync(dir, { recursive: true, force: true })
})

const file = () => join(dir, 'payments.json')
const call = (method: string, target: string, body?: unknown) => payCall(sandbox.url, method, target, body)
const openBody = (no: string): Json => ({
  appid: APPID,
  mchid: MCHID,
  description: '茶壶',
  out_trade_no: no,
  notify_url: 'http://127.0.0.1:9/notify',
  amount: { total: 100, currency: 'CNY' },
  payer: { openid: sandbox.core.people.person('per_1')?.openid },
})
const open = (no: string) => call('POST', JSAPI, openBody(no))
const pay = (no: string) => sandbox.post('/__sandbox/pay', { outTradeNo: no })
const refund = (no: string, refundNo: string, amount = 100) =>
  call('POST', REFUNDS, {
    out_trade_no: no,
    out_refund_no: refundNo,
    amount: { refund: amount, total: 100, currency: 'CNY' },
  })
const booked = async () => {
  const { orders, refunds } = await sandbox.get('/__sandbox/payments')
  return { orders, refunds } as { orders: Json[]; refunds: Json[] }
}
const stateOf = async (no: string) =>
  (await call('GET', `/v3/pay/transactions/out-trade-no/${no}?mchid=${MCHID}`)).body.trade_state

describe('what WeChat Pay has booked', () => {
  it('is the same after a restart, and refunds under way end', async () => {
    const first = await open('ORDER-0001')
    for (const no of ['ORDER-0002', 'ORDER-0003']) await open(no)
    await pay('ORDER-0002')
    await refund('ORDER-0002', 'REFUND-1')
    await call('POST', '/v3/pay/transactions/out-trade-no/ORDER-0003/close', { mchid: MCHID })
    const before = await booked()
    expect(before.orders.map((it) => it.state)).toEqual(['NOTPAY', 'REFUND', 'CLOSED'])
    expect(before.refunds).toMatchObject([{ outRefundNo: 'REFUND-1', status: 'PROCESSING' }])

    await again()
    expect(await booked()).toEqual(before)
    // The same bytes again open the same, and the same refund is asked for once.
    expect((await open('ORDER-0001')).body).toEqual(first.body)
    expect((await refund('ORDER-0002', 'REFUND-1')).body).toMatchObject({ status: 'PROCESSING' })
    expect((await booked()).refunds).toHaveLength(1)
    expect((await pay('ORDER-0001')).state).toBe('SUCCESS')

    await again(1)
    const ended = await until(
      async () => (await call('GET', `${REFUNDS}/REFUND-1`)).body,
      (it) => it.status !== 'PROCESSING',
    )
    expect(ended.status).toBe('SUCCESS')
    expect(await stateOf('ORDER-0001')).toBe('SUCCESS')
    expect((await refund('ORDER-0002', 'REFUND-2')).status).toBe(400)
  })

  it('is written a moment after it changed, not only at the end', async () => {
    await open('ORDER-0001')
    await pay('ORDER-0001')
    await until(
      () => Promise.resolve(existsSync(file())),
      (it) => it,
    )
    const before = await booked()
    // As after a kill: the one that wrote it has not stopped.
    await begin()
    expect(await booked()).toEqual(before)
    expect(readdirSync(dir)).toEqual(['payments.json'])
  })

  it('is forgotten when the sandbox begins anew', async () => {
    await open('ORDER-0001')
    await sandbox.post('/__sandbox/reset')
    await again()
    expect((await booked()).orders).toEqual([])
  })
})

describe('a file that cannot be read', () => {
  const refundOfNone = {
    ...{ refundId: '50', outRefundNo: 'REFUND-1', amount: 1, notifyUrl: '', status: 'SUCCESS' },
    ...{ createdAt: 1, outTradeNo: 'ORDER-0009' },
  }
  it.each([
    ['cut off', '{"version":1,"orders":[{"outTra'],
    ['of another version', '{"version":0,"orders":[],"refunds":[]}'],
    ['of another shape', '{"version":1,"orders":[{"outTradeNo":1}],"refunds":[]}'],
    ['with a refund of no order', JSON.stringify({ version: 1, orders: [], refunds: [refundOfNone] })],
  ])('%s is set aside and reported', async (_, text) => {
    await open('ORDER-0001')
    await sandbox.stop()
    writeFileSync(file(), text)
    const said = jest.spyOn(process.stderr, 'write').mockReturnValue(true)
    await begin()
    expect(said.mock.calls.map(([line]) => String(line)).join('')).toContain('was set aside as')
    said.mockRestore()
    const [aside = '', ...others] = readdirSync(dir)
    expect([others, aside.startsWith('payments.json.unreadable-')]).toEqual([[], true])
    expect(readFileSync(join(dir, aside), 'utf8')).toBe(text)
    expect((await booked()).orders).toEqual([])
    await open('ORDER-0002')
    await again()
    expect((await booked()).orders).toMatchObject([{ outTradeNo: 'ORDER-0002' }])
  })
})

describe('payments from before the sandbox was there', () => {
  const paid = [{ outTradeNo: 'ord_demo1', openid: 'o_1', total: 100, paidAt: '2026-11-24T04:00:00.000Z' }]
  beforeEach(async () => {
    await open('ORDER-0001')
    await sandbox.stop()
    writeFileSync(join(dir, 'paid.json'), JSON.stringify(paid))
    await begin(1)
  })

  it('are known, are refunded once, and stay so at the next start', async () => {
    expect(await stateOf('ord_demo1')).toBe('SUCCESS')
    expect((await refund('ord_demo1', 'REFUND-1')).status).toBe(200)
    const { transactionId } = sandbox.core.pay.payments.order('ord_demo1') ?? {}
    await again(1)
    expect(await stateOf('ord_demo1')).toBe('REFUND')
    expect(sandbox.core.pay.payments.order('ord_demo1')?.transactionId).toBe(transactionId)
    expect((await refund('ord_demo1', 'REFUND-2')).status).toBe(400)
    expect((await booked()).orders).toHaveLength(2)
  })

  it('are what the sandbox knows when it begins anew', async () => {
    await sandbox.post('/__sandbox/reset')
    expect((await booked()).orders).toMatchObject([{ outTradeNo: 'ord_demo1', state: 'SUCCESS' }])
  })

  it('are kept by the process when it is told to end', async () => {
    await sandbox.stop()
    rmSync(file())
    const child = fork('server/sandbox/index.ts', {
      execArgv: ['--import', 'tsx'],
      env: {
        ...process.env,
        ...{ NODE_ENV: 'development', SANDBOX_PORT: '0', WEBVIEW_PORT: '0', SANDBOX_DATA: dir },
      },
      silent: true,
    })
    await once(child, 'message')
    child.kill('SIGTERM')
    expect(await once(child, 'exit')).toEqual([0, null])
    expect(JSON.parse(readFileSync(file(), 'utf8'))).toMatchObject({ orders: [{ outTradeNo: 'ord_demo1' }] })
  })
})
