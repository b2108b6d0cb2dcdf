import { importGuides } from '../../server/features/guides/guides.service'
import { auditOf } from '../../server/kernel/audit'
import { advanceClock, resetClock } from '../../server/kernel/clock'
import { memberOf, outcome } from '../customers/friends'
import { build, next } from '../support/build'
import { forgetLimits } from '../support/limits'
import { befriend, signInGuide } from '../support/people'
import { startProduct, type TestProduct } from '../support/product'
import { labelsOf } from './labels'

let product: TestProduct
beforeAll(async () => {
  product = await startProduct()
  for (const name of ['干性', '油性', '混合']) tag('肤质', name)
  for (const name of ['养猫', '有娃', '租房']) tag('家里', name)
  tag('系统', '高客单')
  await sandbox('corp-tag/create', { group: '家里', name: '健身' })
  await delivered()
})
beforeEach(forgetLimits)
afterEach(resetClock)
afterAll(() => product?.stop())

const { friends, sandbox, delivered, view, choices, change, make, remark, inWecom, tag, own, core } =
  labelsOf(() => product)

describe('tags in one tap (GU-2, CD-2)', () => {
  it('shows the groups of WeCom with what is on, and none that headquarters keeps', async () => {
    const { token, externalUserId } = await friends()
    const { groups } = await choices(token, externalUserId)
    const home = groups.find((it) => it.name === '家里')
    expect(home).toMatchObject({ isSingle: false })
    expect(home?.tags.map((it) => [it.name, it.isOn])).toEqual(
      expect.arrayContaining([
        ['养猫', false],
        ['健身', false],
      ]),
    )
    expect(groups.find((it) => it.name === '肤质')?.isSingle).toBe(true)
    expect(groups.map((it) => it.name)).not.toContain('系统')
  })

  it('leaves what a rule set to the rule, also in a group of guides', async () => {
    const { token, customer, externalUserId } = await friends()
    const at = new Date('2026-10-01T00:00:00Z')
    await memberOf(customer.unionid, { tags: [{ name: '养猫', by: 'rule', at }] })
    const { groups, tags } = await choices(token, externalUserId)
    expect(groups.find((it) => it.name === '家里')?.tags.map((it) => it.name)).not.toContain('养猫')
    expect(tags).toMatchObject([{ name: '养猫', by: '规则' }])
  })

  it('answers at once with the tag on, and WeCom has it a moment later', async () => {
    const { guide, token, externalUserId } = await friends()
    const { status, body } = await change(token, externalUserId, [tag('家里', '养猫'), true])
    expect(status).toBe(200)
    expect(body.tags).toMatchObject([
      { name: '养猫', group: '家里', by: '你', isMine: true, isWaiting: true },
    ])
    await delivered()
    expect(inWecom(externalUserId, guide.userid).tags).toEqual(['养猫'])
    const [shown] = (await choices(token, externalUserId)).tags
    expect(shown).toMatchObject({ name: '养猫', by: '你' })
    expect(shown).not.toHaveProperty('isWaiting')
  })

  it('takes it off the same way', async () => {
    const { guide, token, externalUserId } = await friends()
    const cat = tag('家里', '养猫')
    await change(token, externalUserId, [cat, true], [tag('家里', '有娃'), true])
    await delivered()
    expect((await change(token, externalUserId, [cat, false])).body.tags).toMatchObject([{ name: '有娃' }])
    await delivered()
    expect(inWecom(externalUserId, guide.userid).tags).toEqual(['有娃'])
    expect((await view(token, externalUserId)).body.tags).toMatchObject([{ name: '有娃', by: '你' }])
  })

  it('puts one tag in the place of another where a customer has one of a group', async () => {
    const { guide, token, externalUserId } = await friends()
    await change(token, externalUserId, [tag('肤质', '干性'), true])
    await delivered()
    await change(token, externalUserId, [tag('肤质', '油性'), true])
    expect(await own(token, externalUserId)).toEqual(['油性'])
    await delivered()
    expect(inWecom(externalUserId, guide.userid).tags).toEqual(['油性'])
  })

  it('names a colleague on the card of a customer both know', async () => {
    const { token, customer, externalUserId } = await friends()
    const other = await signInGuide(product, { name: '陈佳' })
    await befriend(product, customer.personId, other.guide.userid)
    await delivered()
    await change(other.token, externalUserId, [tag('家里', '租房'), true])
    await delivered()
    const { tags } = (await view(token, externalUserId)).body
    expect(tags).toMatchObject([{ name: '租房', by: '陈佳' }])
    expect(tags[0]).not.toHaveProperty('isMine')
    expect(await own(token, externalUserId)).toEqual([])
  })

  it('suggests what the store uses most and the customer has not', async () => {
    const store = await build.store()
    const ids = [tag('家里', '养猫'), tag('家里', '有娃')] as const
    const first = await friends({ storeId: store._id })
    await change(first.token, first.externalUserId, [ids[0], true], [ids[1], true])
    await delivered()
    const second = await friends({ storeId: store._id })
    await change(second.token, second.externalUserId, [ids[1], true])
    await delivered()
    const third = await friends({ storeId: store._id })
    // What was counted before is forgotten.
    advanceClock(11 * 60_000)
    const suggested = async () =>
      (await choices(third.token, third.externalUserId)).suggestions.map((it) => it.name)
    expect(await suggested()).toEqual(['有娃', '养猫'])
    await change(third.token, third.externalUserId, [ids[1], true])
    expect(await suggested()).toEqual(['养猫'])
  })

  it('keeps a record of who changed what', async () => {
    const { guide, token, externalUserId } = await friends()
    await change(token, externalUserId, [tag('家里', '养猫'), true])
    await remark(token, externalUserId, '爱喝茶')
    const entries = await auditOf(externalUserId)
    const changes = entries.filter((it) => it.action === 'customer.labelled')
    expect(changes.map((it) => it.actor)).toEqual([guide._id, guide._id])
  })
})

describe('the remark (GU-2)', () => {
  it('is shown at once and follows in WeCom; empty takes it away', async () => {
    const { guide, token, externalUserId } = await friends()
    const { body } = await remark(token, externalUserId, '  林女士 爱送礼 ')
    expect(body.remark).toEqual({ text: '林女士 爱送礼', isWaiting: true })
    expect((await view(token, externalUserId)).body.remark).toBe('林女士 爱送礼')
    await delivered()
    expect(inWecom(externalUserId, guide.userid).remark).toBe('林女士 爱送礼')
    await remark(token, externalUserId, '')
    await delivered()
    expect(inWecom(externalUserId, guide.userid).remark).toBe('')
    expect((await choices(token, externalUserId)).remark).toEqual({ text: '', isWaiting: false })
  })

  it('has 20 characters, counted as WeCom counts', async () => {
    const { guide, token, externalUserId } = await friends()
    expect((await remark(token, externalUserId, '🌼'.repeat(20))).status).toBe(200)
    expect(outcome(await remark(token, externalUserId, '长'.repeat(21)))).toEqual([400, 'request_invalid'])
    await delivered()
    expect(inWecom(externalUserId, guide.userid).remark).toBe('🌼'.repeat(20))
  })
})

describe('a new tag of a guide (GU-2, CD-2)', () => {
  const groupId = () => core().people.tags.group('家里').group_id

  it('is made in WeCom and put on in one tap', async () => {
    const { guide, token, externalUserId } = await friends()
    const name = `猫咪 ${next()}`
    const { status, body } = await make(token, externalUserId, groupId(), name)
    expect(status).toBe(200)
    expect(body.tags).toMatchObject([{ name, group: '家里', by: '你' }])
    await delivered()
    expect(inWecom(externalUserId, guide.userid).tags).toEqual([name])
  })

  it('is the one that is there when the group has that name, also one nobody here heard of', async () => {
    const { token, externalUserId } = await friends()
    const name = `静悄悄 ${next()}`
    await choices(token, externalUserId)
    const id = tag('家里', name)
    const { body } = await make(token, externalUserId, groupId(), name)
    expect(body.tags).toMatchObject([{ name, tagId: id }])
  })

  it('is made once when many guides want it at once', async () => {
    const all = await Promise.all(Array.from({ length: 8 }, () => friends()))
    const name = `抢着建 ${next()}`
    const answers = await Promise.all(all.map((it) => make(it.token, it.externalUserId, groupId(), name)))
    expect(answers.map((it) => it.status)).toEqual(all.map(() => 200))
    await delivered()
    for (const it of all) expect(inWecom(it.externalUserId, it.guide.userid).tags).toEqual([name])
    expect(
      core()
        .people.tags.group('家里')
        .tag.filter((it) => it.name === name),
    ).toHaveLength(1)
  })

  it('is refused where it cannot be', async () => {
    const { token, externalUserId } = await friends()
    const closed = core().people.tags.group('系统').group_id
    expect(outcome(await make(token, externalUserId, closed, '大户'))).toEqual([403, 'tag_group_closed'])
    expect(outcome(await make(token, externalUserId, 'etgNone', '大户'))).toEqual([404, 'tag_not_found'])
    expect(outcome(await make(token, externalUserId, groupId(), '长'.repeat(31)))).toEqual([
      400,
      'request_invalid',
    ])
    expect(outcome(await make(token, externalUserId, groupId(), '  '))).toEqual([400, 'request_invalid'])
    const full = { endpoint: '/cgi-bin/externalcontact/add_corp_tag', errcode: 40126 }
    await sandbox('fault', full)
    expect(outcome(await make(token, externalUserId, groupId(), '第 3001 个'))).toEqual([
      409,
      'tag_pool_full',
    ])
    await sandbox('fault', { ...full, errcode: 85002 })
    expect(outcome(await make(token, externalUserId, groupId(), '脏话'))).toEqual([422, 'tag_name_refused'])
    await sandbox('fault', { ...full, errcode: undefined, http: 502 })
    expect(outcome(await make(token, externalUserId, groupId(), '断线'))).toEqual([
      503,
      'platform_unavailable',
    ])
    expect(await own(token, externalUserId)).toEqual([])
  })
})

describe('whose customers a guide may tag (GU-2, OP-6)', () => {
  const everything = (token: string, id: string) => [
    product.get(`/customers/${id}/tags`, { token }),
    change(token, id, [tag('家里', '养猫'), true]),
    make(token, id, core().people.tags.group('家里').group_id, '新的'),
    remark(token, id, '改了'),
  ]

  it('own ones only: not a colleague’s, nor one of the same store, nor a guide’s for the manager', async () => {
    const { guide, externalUserId } = await friends()
    const others = [
      await signInGuide(product),
      await signInGuide(product, { storeId: guide.storeId }),
      await signInGuide(product, { storeId: guide.storeId, role: 'manager' }),
    ]
    for (const { token } of others)
      for (const answer of await Promise.all(everything(token, externalUserId)))
        expect(outcome(answer)).toEqual([403, 'customer_not_yours'])
    await delivered()
    expect(inWecom(externalUserId, guide.userid)).toEqual({ tags: [], remark: '' })
  })

  it('a manager’s own friends as well', async () => {
    const { token, externalUserId } = await friends({ role: 'manager' })
    expect((await change(token, externalUserId, [tag('家里', '养猫'), true])).status).toBe(200)
  })

  it('nobody once the account is closed, and nobody WeCom does not know', async () => {
    const { guide, token, externalUserId } = await friends()
    for (const answer of await Promise.all(everything(token, 'wm_nobody_at_all')))
      expect(outcome(answer)).toEqual([404, 'customer_not_found'])
    await importGuides([{ ...guide, active: false }])
    for (const answer of await Promise.all(everything(token, externalUserId)))
      expect(outcome(answer)).toEqual([403, 'not_allowed'])
  })

  it('tags of the pool only, and none that headquarters keeps', async () => {
    const { token, externalUserId } = await friends()
    expect(outcome(await change(token, externalUserId, ['etNone', true]))).toEqual([404, 'tag_not_found'])
    expect(outcome(await change(token, externalUserId, [tag('系统', '高客单'), true]))).toEqual([
      403,
      'tag_group_closed',
    ])
    expect(
      outcome(await product.post(`/customers/${externalUserId}/tags`, { token, body: { changes: [] } })),
    ).toEqual([400, 'request_invalid'])
  })
})
