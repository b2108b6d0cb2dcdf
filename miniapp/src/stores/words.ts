import type { IconName } from '../ui/iconNames'
import type { StoreSummary } from './currentStore'

export type ServiceKind = StoreSummary['services'][number]

export const SERVICES: Record<ServiceKind, { text: string; short: string; icon: IconName }> = {
  pickup: { text: '到店自提', short: '自提', icon: 'package-check' },
  delivery: { text: '3km 1 小时达', short: '1 小时达', icon: 'bike' },
  booking: { text: '到店预约', short: '可预约', icon: 'calendar-check' },
  returns: { text: '退换货', short: '退换', icon: 'undo-2' },
  makeup: { text: '试妆台', short: '试妆台', icon: 'sparkles' },
  tea: { text: '茶饮吧', short: '茶饮吧', icon: 'cup-soda' },
  nursing: { text: '母婴室', short: '母婴室', icon: 'baby' },
  parking: { text: '停车', short: '有停车', icon: 'square-parking' },
  alteration: { text: '改衣', short: '改衣', icon: 'scissors' },
  pets: { text: '可带宠物', short: '可带宠物', icon: 'paw-print' },
  showroom: { text: '家居样板间', short: '样板间', icon: 'sofa' },
}

/** Metres as a shopper reads them: `860m` to the nearest 10, from 1 km `2.4km`, from 10 km whole. */
export const distanceParts = (metres: number): { value: string; unit: 'm' | 'km' } => {
  if (metres < 995) return { value: String(Math.max(10, Math.round(metres / 10) * 10)), unit: 'm' }
  const km = metres / 1000
  return { value: km < 9.95 ? km.toFixed(1) : String(Math.round(km)), unit: 'km' }
}
export const distanceText = (metres: number): string => Object.values(distanceParts(metres)).join('')

/** Straight-line metres as a walk (80 m a minute, ways 1.3 times longer); undefined when it is too far to walk. */
export const walkText = (metres: number): string | undefined =>
  metres > 1600 ? undefined : `步行约 ${Math.max(1, Math.round((metres * 1.3) / 80))} 分钟`

export const toneOf = (state: StoreSummary['open']['state']): 'ok' | 'warn' | 'shut' =>
  state === 'open' ? 'ok' : state === 'closingSoon' ? 'warn' : 'shut'
