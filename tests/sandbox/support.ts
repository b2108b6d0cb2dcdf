import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { SandboxOptions } from '../../server/sandbox/core'
import { createSandbox } from '../../server/sandbox/createSandbox'
import { smallWorld } from '../../server/sandbox/world'

export type Json = Record<string, unknown>

/** What the tests read of the answers; each test checks that it is really there. */
export interface Answer {
  [field: string]: unknown
  errcode: number
  errmsg: string
  access_token: string
  ticket: string
  code: string
  openid: string
  session_key: string
  next_cursor: string
  external_contact: Answer
  external_contact_list: Answer[]
  follow_info: Answer
  follow_user: Answer[]
  tag_group: Answer[]
  tag: Answer[]
  tags: Answer[]
  id: string
  text: string
  userid: string
  entries: Answer[]
  messages: Answer[]
  chats: Answer[]
  notices: Answer[]
  transactionId: string
}

export const APPID = 'wx00000000000000a1'
export const SECRET = 'sandbox-wx-secret'
export const CORP = 'ww0000000000000001'

/** A sandbox of its own on free ports, with short ways to call it. */
export async function buildSandbox(
  options: SandboxOptions = {},
  ports: { port?: number; webviewPort?: number } = {},
) {
  const sandbox = createSandbox({
    seed: 'test',
    world: smallWorld(Math.floor(Date.now() / 1000)),
    ...options,
    callback: { retryDelayMs: 1, ...options.callback },
    pay: { refundDelayMs: 1, retrySpeed: 1000, ...options.pay },
  })
  const { url, webviewUrl } = await sandbox.start(ports)
  const get = async (path: string): Promise<Answer> =>
    (await fetch(`${url}${path}`)).json() as Promise<Answer>
  /** Refusals are answers, also of what people do; a switch the sandbox does not know is a mistake of the test. */
  const post = async (path: string, body: unknown = {}): Promise<Answer> => {
    const response = await fetch(`${url}${path}`, { method: 'POST', body: JSON.stringify(body) })
    const answer = (await response.json()) as Answer
    if (response.status === 400 && path.startsWith('/__sandbox'))
      throw new Error(`${path} refused: ${JSON.stringify(answer)}`)
    return answer
  }
  const bridge = async (path: string, body: unknown): Promise<Answer> =>
    (
      await fetch(`${webviewUrl}/__webview/${path}`, { method: 'POST', body: JSON.stringify(body) })
    ).json() as Promise<Answer>
  const wecomToken = async (secret = 'sandbox-wecom-secret'): Promise<string> =>
    (await get(`/cgi-bin/gettoken?corpid=${CORP}&corpsecret=${secret}`)).access_token
  const wechatToken = async (): Promise<string> =>
    (await post('/cgi-bin/stable_token', { grant_type: 'client_credential', appid: APPID, secret: SECRET }))
      .access_token
  /** The code wx.login gives on this person's phone. */
  const loginCode = async (as: string): Promise<string> => (await bridge('login', { as })).code
  const phoneCode = async (as: string): Promise<string> => (await bridge('phone', { as })).code
  const session = (code: string) =>
    get(`/sns/jscode2session?appid=${APPID}&secret=${SECRET}&js_code=${code}&grant_type=authorization_code`)
  const advance = (seconds: number) => post('/__sandbox/clock', { advance: seconds })

  return {
    ...sandbox,
    url,
    webviewUrl,
    get,
    post,
    bridge,
    wecomToken,
    wechatToken,
    loginCode,
    phoneCode,
    session,
    advance,
  }
}
export type TestSandbox = Awaited<ReturnType<typeof buildSandbox>>

export async function readBody(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of req as AsyncIterable<Buffer>) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}

/** A little web server in the product's place. */
export async function buildServer(listener: RequestListener) {
  const server = createServer(listener)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      const closed = new Promise((done) => server.close(done))
      server.closeAllConnections()
      await closed
    },
  }
}
