import type { SandboxClock } from './clock'
import type { createJournal } from './journal'

/** A message on somebody's phone that no person wrote. */
export type Notice = {
  id: string
  personId: string
  kind: 'subscribe' | 'sms'
  title: string
  /** Name and value, as the message shows them. */
  lines: [string, string][]
  /** Where a tap leads. */
  page?: string
  /** Milliseconds, sandbox time. */
  at: number
}
/** How somebody stands to one template of subscribe messages. */
type Consent = { credits: number; always?: 'accept' | 'reject'; isBanned?: boolean }
type Tools = { clock: SandboxClock; journal: ReturnType<typeof createJournal> }

/** What the templates of `config/sandboxEnv.ts` are called, by their kind. */
const TITLES = new Map([
  ['pickup', '取货通知'],
  ['reminder', '取货到期提醒'],
  ['refund', '退款通知'],
  ['shipped', '发货通知'],
  ['restock', '到货提醒'],
  ['balance', '尾款支付提醒'],
  ['booking', '预约提醒'],
  ['coupon', '优惠券到期提醒'],
  ['teamFormed', '拼团成功通知'],
  ['teamFailed', '拼团失败通知'],
])

/** What phones received as service notices and text messages, and the consents behind the former (platform-apis 1.6). */
export function createNotices({ clock, journal }: Tools) {
  let notices: Notice[] = []
  let texts: { id: string; phone: string; template: string; params: Record<string, string>; at: number }[] =
    []
  const consents = new Map<string, Consent>()
  /** What templates are called on the consent sheet, when somebody has said so. */
  const titles = new Map<string, string>()
  let serial = 0

  const consentOf = (openid: string, templateId: string) => {
    const key = `${openid}:${templateId}`
    const known = consents.get(key) ?? { credits: 0 }
    consents.set(key, known)
    return known
  }
  return {
    titles,
    titleOf: (templateId: string) =>
      titles.get(templateId) ??
      TITLES.get(/^sandbox-template-([a-zA-Z]+)-/.exec(templateId)?.[1] ?? '') ??
      '服务通知',
    consentOf,
    /** What a tap on the sheet gives for a template; one `accept` is one message that may be sent. */
    answer(openid: string, templateId: string, isAccepted: boolean, isAlways: boolean) {
      const consent = consentOf(openid, templateId)
      if (consent.isBanned) return 'ban'
      const given = consent.always ?? (isAccepted ? 'accept' : 'reject')
      if (isAlways) consent.always = given
      if (given === 'accept') consent.credits += 1
      return given
    },
    show(notice: Omit<Notice, 'id' | 'at'>) {
      const shown: Notice = { ...notice, id: `ntc_${(serial += 1)}`, at: clock.now() }
      notices.push(shown)
      const source = notice.kind === 'sms' ? '短信' : '手机'
      journal.log(source, `收到 ${notice.title}：${notice.lines.map(([, value]) => value).join(' ')}`)
      journal.tell('notice', { personId: notice.personId, notice: shown })
    },
    text(phone: string, template: string, params: Record<string, string>) {
      const id = `sms_${(serial += 1)}`
      texts.push({ id, phone, template, params, at: clock.now() })
      return id
    },
    /** Newest first. */
    of: (personId: string) => notices.filter((one) => one.personId === personId).reverse(),
    texts: (phone?: string) => texts.filter((one) => !phone || one.phone === phone),
    reset() {
      notices = []
      texts = []
      consents.clear()
      titles.clear()
    },
  }
}
