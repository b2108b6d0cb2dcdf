/** Platform refusals: HTTP 200 with `{ errcode, errmsg }` (platform-apis 0.3, 3.15). */
export class PlatformRefusal extends Error {
  constructor(
    readonly errcode: number,
    readonly detail?: string,
  ) {
    super(detail ?? textOf(errcode))
  }
}

export const refuse = (errcode: number, detail?: string) => new PlatformRefusal(errcode, detail)

const TEXTS: Record<number, string> = {
  [-1]: 'system error',
  40001: 'invalid credential, access_token is invalid or not latest',
  40002: 'invalid grant_type',
  40003: 'invalid openid or userid',
  40004: 'invalid media type',
  40007: 'invalid media_id',
  40009: 'invalid media size',
  40013: 'invalid appid or corpid',
  40014: 'invalid access_token',
  40029: 'invalid code',
  40037: 'invalid template_id',
  40032: 'invalid userid list size',
  40033: 'invalid charset: request must be utf-8 and not \\u-escaped',
  40035: 'invalid parameter',
  40056: 'invalid agentid',
  40058: 'invalid request parameter',
  40068: 'invalid tagid',
  40071: 'tag name already exist',
  40093: 'invalid jsapi signature',
  40096: 'invalid external userid',
  40097: 'invalid args',
  40125: 'invalid appsecret',
  40126: 'tag number over limit',
  40129: 'invalid scene',
  40163: 'code been used',
  40164: 'invalid ip, not in whitelist',
  40226: 'code blocked: high-risk user',
  40088: 'no such jobid',
  41001: 'access_token missing',
  41002: 'appid or corpid missing',
  41004: 'appsecret or corpsecret missing',
  41008: 'code missing',
  41030: 'invalid page: not in the released version',
  41035: 'external_userid missing',
  41037: 'missing contact way type',
  41038: 'missing contact way scene',
  41039: 'invalid contact way type',
  41040: 'invalid contact way scene',
  41041: 'contact way users exceed the limit',
  41042: 'invalid contact way style',
  41043: 'missing contact way config_id',
  41044: 'invalid contact way config_id',
  41045: 'contact ways exceed the limit',
  41048: 'no customer to send to',
  41049: 'missing welcome code',
  41050: 'invalid welcome code',
  41051: 'the customer and the member have begun to chat',
  41054: 'user not activated',
  41091: 'too many chats of a join way',
  41059: 'missing moment_id',
  41060: 'invalid moment_id',
  41061: 'the moment is not of this user',
  41062: 'the moment is not published by this user',
  41063: 'the message is being dispatched',
  41064: 'too many attachments',
  41065: 'attachment type not supported',
  41072: 'wrong scene of an attachment',
  41078: 'too many moment tasks at once',
  41079: 'the moment is being dispatched',
  41080: 'attachment too large',
  41089: 'neither attachments nor content',
  41093: 'the message is cancelled already',
  41094: 'too many reminders within 24 hours',
  41095: 'too many acquisition links',
  41096: 'another app is sending the welcome',
  42001: 'access_token expired',
  42003: 'code expired',
  42012: 'jsapi ticket expired',
  43101: 'user refuse to accept the msg',
  42022: 'code already used',
  44001: 'empty media data',
  44004: 'empty content',
  45002: 'content size out of limit',
  45009: 'api freq out of limit',
  45011: 'api minute-quota reach limit, must slower retry next minute',
  45033: 'concurrent call out of limit',
  47001: 'data format error',
  48002: 'api forbidden for this app',
  301002: 'agentid not match the token',
  50001: 'redirect_url domain not trusted',
  60011: 'no privilege to access/modify contact/party/agent',
  60020: 'not allow to access from your ip',
  60111: 'userid not found',
  47003: 'argument invalid',
  10060001: '支付单不存在',
  10060004: '支付单不可发货',
  10060031: '该笔支付单不属于该用户',
  81017: 'too many items requested',
  84061: 'not external contact relationship',
  84074: 'no customer contact permission',
  87009: 'invalid signature',
  90500: 'the owner of the chat has not left',
  90501: 'not a customer group chat',
  90502: 'the owner of the chat has left',
  90504: 'the owner of the chat is the same',
  90508: 'the chat is handed over already',
  90511: 'unknown opengid',
}

export const textOf = (errcode: number) => TEXTS[errcode] ?? `refused with ${errcode}`

export type Family = 'wechat' | 'wecom'

/** The body of a refusal in the shape of its platform, with the tail that each adds to errmsg. */
export function refusalBody(family: Family, refusal: PlatformRefusal, id: string, ip: string) {
  const { errcode, message } = refusal
  const tail =
    family === 'wechat'
      ? ` rid: ${id.slice(0, 8)}-${id.slice(8, 16)}-${id.slice(16, 24)}`
      : `, hint: [${id.slice(0, 24)}], from ip: ${ip}, more info at https://open.work.weixin.qq.com/devtool/query?e=${errcode}`
  return { errcode, errmsg: `${message}${tail}` }
}
