export type WeComFailureKind =
  'timeout' | 'noPermission' | 'noContact' | 'signature' | 'unsupported' | 'cancelled' | 'other'

/** Why the WeCom client did not do what was asked; `raw` is its own words. */
export class WeComFailure extends Error {
  constructor(
    readonly kind: WeComFailureKind,
    readonly raw = '',
  ) {
    super(raw || kind)
    this.name = 'WeComFailure'
  }
}

const PATTERNS: readonly [RegExp, WeComFailureKind][] = [
  [/cancel$/, 'cancelled'],
  [/nopermission|permissiondenied|accessdenied/, 'noPermission'],
  [/withoutcontext/, 'noContact'],
  [/signature|invalidurl|domain/, 'signature'],
  [/notexist|notsupport|notimplement/, 'unsupported'],
]

/**
 * The kind behind a rejection of @wecom/jssdk: a result object like
 * `{ errMsg: 'getCurExternalContact:fail no permission' }`, which it may have stripped of `fail` and underscores.
 */
export const weComFailureOf = (rejection: unknown): WeComFailure => {
  if (rejection instanceof WeComFailure) return rejection
  const result = rejection as { errMsg?: string; err_msg?: string; message?: string } | null | undefined
  const raw = result?.errMsg ?? result?.err_msg ?? result?.message ?? ''
  const word = raw
    .slice(raw.indexOf(':') + 1)
    .toLowerCase()
    .replace(/[^a-z]/g, '')
  const kind = PATTERNS.find(([pattern]) => pattern.test(word))?.[1] ?? 'other'
  return new WeComFailure(kind, raw)
}

/** Title and advice for a person, per kind. */
export const WECOM_WORDS: Record<Exclude<WeComFailureKind, 'cancelled'>, { title: string; text: string }> = {
  timeout: { title: '企业微信没有回应', text: '等了 5 秒还没有连上。再试一次；还不行就关掉侧边栏重新打开。' },
  noPermission: {
    title: '没有查看顾客的权限',
    text: '请管理员在企业微信后台把你加进“客户联系”的使用范围，并允许导购助手查看客户。',
  },
  noContact: {
    title: '打开一位顾客的聊天',
    text: '这里不是和顾客的单聊。进入一位顾客的聊天，再从右侧打开导购助手。',
  },
  signature: {
    title: '企业微信没有认出这个页面',
    text: '页面地址没有通过校验。请管理员检查应用的可信域名，再打开一次。',
  },
  unsupported: { title: '企业微信版本太低', text: '请把企业微信升级到 3.0.24 或更新的版本。' },
  other: { title: '没有读到当前顾客', text: '企业微信没有给出当前聊天的顾客，请再试一次。' },
}
