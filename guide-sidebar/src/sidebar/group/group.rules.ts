import type { Api } from '../../../../server/api'

export type Group = Api['GET /groups/:chatId']['response']
export type Row = Api['GET /groups/:chatId/members']['response']['members'][number]
export type Show = NonNullable<Api['GET /groups/:chatId/members']['query']['show']>

/** `186 人 · 群主 你 · 会员 142，新面孔 9` */
export const groupText = ({ counts, ownerName, isOwner }: Group): string =>
  `${counts.all} 人 · 群主 ${isOwner ? '你' : ownerName} · 会员 ${counts.members}${counts.strangers ? `，还没加导购 ${counts.strangers}` : ''}`

/** The lists of who is in the group, with how many each holds. */
export const listsOf = ({ counts }: Group): { show: Show; label: string; count: number }[] => [
  { show: 'all', label: '全部', count: counts.all },
  { show: 'mine', label: '我的客户', count: counts.mine },
  { show: 'strangers', label: '还没加导购', count: counts.strangers },
  { show: 'repeated', label: '在多个群', count: counts.repeated },
  { show: 'staff', label: '同事', count: counts.staff },
]

const TIERS = { normal: '普通会员', silver: '银卡会员', gold: '金卡会员' } as const
export const TIER_TONES = { normal: '', silver: 'silver', gold: 'gold' } as const

/** What somebody is to the chain: `金卡会员`, `会员`, `同事`, or nothing known. */
export const whatText = ({ kind, tier, isMember, isOwner }: Row): string => {
  if (kind === 'staff') return isOwner ? '群主' : '同事'
  if (tier) return TIERS[tier]
  return isMember ? '会员' : '还不是会员'
}

/** Whose customer somebody is. */
export const whoseText = ({ kind, isMine, guides }: Row): string => {
  if (kind === 'staff') return ''
  if (guides.length === 0) return '还没加导购'
  const others = guides.join('、')
  return isMine ? `你的客户${guides.length > 1 ? `（${others}）` : ''}` : `${others}的客户`
}

/** `还在 2 个群：静安寺店 · 会员群、…` */
export const alsoText = ({ alsoIn }: Row): string =>
  alsoIn.length
    ? `还在 ${alsoIn.length} 个群：${alsoIn.slice(0, 2).join('、')}${alsoIn.length > 2 ? '…' : ''}`
    : ''
