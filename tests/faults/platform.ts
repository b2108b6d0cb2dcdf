import type { Addresses } from '../../config/addresses'

export interface PlatformPayment {
  outTradeNo: string
  state: string
  total: number
  paidAt?: number
}
export interface PlatformRefund {
  outRefundNo: string
  outTradeNo: string
  amount: number
  status: string
}
interface Booked {
  orders: PlatformPayment[]
  refunds: PlatformRefund[]
  notifications: { status: number }[]
}

/** The sandbox as the faults use it: it plays the platform and the phones, and is never killed. */
export function platformOf({ sandbox, shopper, api }: Addresses) {
  const post = async (path: string, body: unknown = {}): Promise<Record<string, unknown>> => {
    const answer = await fetch(new URL(path, sandbox), { method: 'POST', body: JSON.stringify(body) })
    const text = await answer.text()
    if (answer.status === 400) throw new Error(`${path} refused: ${text}`)
    return JSON.parse(text) as Record<string, unknown>
  }
  return {
    post,
    booked: async () => (await (await fetch(new URL('/__sandbox/payments', sandbox))).json()) as Booked,
    /** What wx.login gives on this phone. */
    async loginCode(personId: string): Promise<string> {
      const body = JSON.stringify({ as: personId })
      const answer = await fetch(new URL('/__webview/login', shopper), { method: 'POST', body })
      return ((await answer.json()) as { code: string }).code
    },
    /** What WeCom's sign-in page gives a guide. */
    async oauthCode(userid: string): Promise<string> {
      const query = new URLSearchParams({
        appid: 'ww0000000000000001',
        redirect_uri: new URL('/sidebar/', api).href,
        response_type: 'code',
        scope: 'snsapi_base',
        state: 's',
        userid,
      })
      const answer = await fetch(new URL(`/connect/oauth2/authorize?${query}`, sandbox), {
        redirect: 'manual',
      })
      return new URL(answer.headers.get('location') ?? '', api).searchParams.get('code') ?? ''
    },
  }
}
export type Platform = ReturnType<typeof platformOf>
