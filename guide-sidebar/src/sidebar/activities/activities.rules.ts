import type { Api } from '../../../../server/api'

export type Activity = Api['GET /customers/:externalUserId/activities']['response']['activities'][number]

export const KINDS: Record<
  Activity['kind'],
  {
    name: string
    icon: 'zap' | 'users' | 'calendar-check' | 'ticket' | 'clock'
    /** To a group. */
    send: string
  }
> = {
  flashSale: { name: '秒杀', icon: 'zap', send: '发预告' },
  groupBuy: { name: '拼团', icon: 'users', send: '喊一声' },
  event: { name: '活动', icon: 'calendar-check', send: '发邀请' },
  coupon: { name: '领券', icon: 'ticket', send: '发领券' },
  service: { name: '预约', icon: 'clock', send: '发预约' },
}

/** Words to begin with, by what it is. */
export const wordsFor = ({ kind, title, isOn }: Activity): string => {
  switch (kind) {
    case 'flashSale':
      return isOn ? `${title}正在抢，数量有限，先到先得。` : `${title}，到点限量抢，先帮你看好。`
    case 'groupBuy':
      return `${title}在拼团，叫上朋友更划算。`
    case 'event':
      return `想请你来：${title}，我在店里等你。`
    case 'coupon':
      return `这张券你能领：${title}。`
    case 'service':
      return `要不要约一次${title}？我帮你留时间。`
  }
}
