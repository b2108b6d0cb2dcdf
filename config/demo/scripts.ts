import type { importScripts } from '../../server/features/scripts/scripts.service'

type Row = Parameters<typeof importScripts>[0][number]

const TEXTS: [category: Row['category'], title: string, text: string, used: number][] = [
  ['greeting', '初次见面', '{顾客}你好，我是{门店}的{导购}，挑东西、问库存、约试穿都可以直接找我。', 412],
  ['greeting', '早上好', '{顾客}早上好，今天店里上了新，需要先帮你留一件看看吗？', 96],
  ['goods', '到货了', '{顾客}，你上次问的那件到{门店}了，要给你留一件吗？留到明天打烊前。', 288],
  ['goods', '帮你调货', '这件{门店}现在没有，附近门店有，明天下午能调到店里，要帮你调吗？', 173],
  ['goods', '怎么搭', '这件配你上次买的那条很合适，到店我搭给你看，不合适随时退换。', 131],
  ['goods', '会员价提醒', '{顾客}，你购物袋里那件这几天是会员价，想要的话我帮你留着。', 205],
  ['visit', '约到店', '{顾客}，这周方便来{门店}试试吗？挑个时间我提前把衣服备在试衣间。', 164],
  ['visit', '活动邀请', '{门店}周末有小活动，留了几个位置给老顾客，{顾客}要不要带朋友来？', 118],
  ['visit', '明天见', '{顾客}，明天的预约我记着呢，到店直接找{导购}就行。', 142],
  ['service', '取货提醒', '{顾客}，你的货备好了，到{门店}报取货码就能拿，今天营业到打烊都可以。', 236],
  ['service', '退换说明', '不合适没关系，七天内任何一家门店都能退换，带上订单页给店员扫一下就好。', 89],
  ['service', '用得怎么样', '{顾客}，上次带走的用着怎么样？有不舒服的地方告诉我，我帮你换。', 121],
  ['winBack', '好久不见', '{顾客}好久没来{门店}啦，给你留了张老友券，路过的话进来坐坐。', 153],
  ['winBack', '换季提醒', '换季了，{顾客}去年买的那件该保养了，拿来店里免费帮你处理。', 77],
]

/** The chain's scripts (GU-3). */
export const buildScripts = (at: Date): Row[] =>
  TEXTS.map(([category, title, text, used], nth) => ({
    _id: `scr_${String(nth + 1).padStart(4, '0')}`,
    category,
    title,
    text,
    used,
    createdAt: at,
  }))
