import type { GuideDoc } from '../../server/features/guides/guides.service'
import type { OperatorDoc } from '../../server/features/operators/operators.service'
import { openSession } from '../../server/kernel/sessions'
import { build, next } from './build'
import type { TestProduct } from './product'

interface PersonOverrides {
  name?: string
  phone?: string
  unionid?: string
  externalUserId?: string
  risky?: boolean
  /** Where they stand, GCJ-02. */
  position?: [number, number]
}

/** Somebody with a phone and WeChat, known to the sandbox. */
export async function person({ sandbox }: TestProduct, overrides: PersonOverrides = {}) {
  const n = next()
  const personId = `per_t${n}`
  const made = {
    personId,
    name: `顾客${n}`,
    phone: `139${String(10_000_000 + n)}`,
    openid: `openid_t${n}`,
    unionid: `unionid_t${n}`,
    position: [121.47, 31.23],
    followers: [],
    ...overrides,
  }
  await sandbox.post('/__sandbox/people', { person: made })
  return made
}
export type TestPerson = Awaited<ReturnType<typeof person>>

/** Signs a person in as the mini-program does: wx.login on that phone, then the code. */
export async function signInShopper(product: TestProduct, who: { personId: string }) {
  const code = await product.sandbox.loginCode(who.personId)
  const { status, body } = await product.post('/session', { body: { code } })
  if (status !== 200) throw new Error(`sign-in answered ${status}`)
  return body as { token: string; member: { id: string; nickname: string } }
}

/** A new member with a session, without asking the platform. */
export async function memberSession(overrides: Parameters<typeof build.member>[0] = {}) {
  const { _id: memberId } = await build.member(overrides)
  const { token } = await openSession({ kind: 'member', memberId, openid: `openid_${memberId}` })
  return { memberId, token }
}
/** Session tokens of so many new members. */
export const memberTokens = (count: number): Promise<string[]> =>
  Promise.all(Array.from({ length: count }, async () => (await memberSession()).token))

/** A WeCom member of the sandbox's corp for a guide of ours. */
export async function enrol({ sandbox }: TestProduct, { userid, name }: Pick<GuideDoc, 'userid' | 'name'>) {
  await sandbox.post('/__sandbox/people', { guide: { userid, name, storeName: '', role: 'guide' } })
}

/** The one-use code WeCom's sign-in page gives this guide. */
export async function oauthCode({ origin, sandbox }: TestProduct, userid: string): Promise<string> {
  const query = new URLSearchParams({
    appid: 'ww0000000000000001',
    redirect_uri: `${origin}/sidebar/`,
    response_type: 'code',
    scope: 'snsapi_base',
    state: 's',
    userid,
  })
  const answer = await fetch(`${sandbox.url}/connect/oauth2/authorize?${query}`, { redirect: 'manual' })
  const code = new URL(answer.headers.get('location') ?? '', origin).searchParams.get('code')
  if (!code) throw new Error(`no code for ${userid}: ${answer.status}`)
  return code
}

/** A guide (or manager) of ours, enrolled in WeCom and signed in. */
export async function signInGuide(product: TestProduct, overrides: Partial<GuideDoc> = {}) {
  const guide = await build.guide(overrides)
  await enrol(product, guide)
  const code = await oauthCode(product, guide.userid)
  const { status, body } = await product.post('/wecom/session', { body: { code } })
  if (status !== 200) throw new Error(`guide sign-in answered ${status}`)
  return { guide, token: (body as { token: string }).token }
}

/** Somebody of the corp who works at the console, signed in: of headquarters unless told otherwise. */
export async function signInOperator(product: TestProduct, overrides: Partial<OperatorDoc> = {}) {
  const operator = await build.operator(overrides)
  await enrol(product, operator)
  const code = await oauthCode(product, operator.userid)
  const { status, body } = await product.post('/operators/session', { body: { code } })
  if (status !== 200) throw new Error(`operator sign-in answered ${status}`)
  return { operator, token: (body as { token: string }).token }
}

/** Makes a person a WeCom friend of a guide (with the event WeCom pushes). */
export const befriend = async ({ sandbox }: TestProduct, personId: string, userid: string) => {
  await sandbox.post('/__sandbox/customer/add', { personId, userid })
}
