/** HTTP status of WeChat Pay's refusals (platform-apis 2.3). */
const STATUS = {
  PARAM_ERROR: 400,
  INVALID_REQUEST: 400,
  APPID_MCHID_NOT_MATCH: 400,
  MCH_NOT_EXISTS: 400,
  ORDER_CLOSED: 400,
  ORDERPAID: 400,
  SIGN_ERROR: 401,
  NO_AUTH: 403,
  ACCOUNT_ERROR: 403,
  NOT_ENOUGH: 403,
  OUT_TRADE_NO_USED: 403,
  RULE_LIMIT: 403,
  TRADE_ERROR: 403,
  USER_ACCOUNT_ABNORMAL: 403,
  ORDER_NOT_EXIST: 404,
  RESOURCE_NOT_EXISTS: 404,
  FREQUENCY_LIMITED: 429,
  RATELIMIT_EXCEEDED: 429,
  SYSTEM_ERROR: 500,
  BANK_ERROR: 500,
} as const
export type PayCode = keyof typeof STATUS

export const isPayCode = (code: string | undefined): code is PayCode => code !== undefined && code in STATUS

/** A refusal of WeChat Pay: a real HTTP status with `{ code, message, detail? }`. */
export class PayRefusal extends Error {
  readonly status: number
  constructor(
    readonly code: PayCode,
    message: string,
    readonly detail?: unknown,
  ) {
    super(message)
    this.status = STATUS[code]
  }
}

export const refusePay = (code: PayCode, message: string, detail?: unknown) =>
  new PayRefusal(code, message, detail)

/** PARAM_ERROR that names the field, as the platform does. */
export const badParam = (field: string, issue: string) =>
  refusePay('PARAM_ERROR', `参数错误：${field} ${issue}`, {
    field: `/body/${field}`,
    location: 'body',
    issue,
  })
