import type { Profile } from '../api/session'

/** 普通, 银卡, 金卡 by the spend of the last 12 months over all channels (ME-2). */
export const TIERS: Record<Profile['tier'], { name: string; line: string }> = {
  normal: { name: '普通会员', line: '近 12 个月消费满 ¥5,000 升银卡' },
  silver: { name: '银卡', line: '近 12 个月消费满 ¥10,000 升金卡' },
  gold: { name: '金卡', line: '近 12 个月消费已满 ¥10,000' },
}

/** `2024 年 3 月` */
export const joinedText = (instant: string): string => {
  const at = new Date(new Date(instant).getTime() + 8 * 3_600_000)
  return `${at.getUTCFullYear()} 年 ${at.getUTCMonth() + 1} 月`
}
