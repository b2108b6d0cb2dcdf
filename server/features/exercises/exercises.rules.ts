import type { z } from 'zod'
import type { scriptsContract } from '../scripts/scripts.contract'
import type { exerciseFlow } from './exercises.contract'

export type Flow = z.output<typeof exerciseFlow>
type Words = Pick<
  z.output<(typeof scriptsContract)['routes']['POST /scripts']['response']>,
  'title' | 'category' | 'text'
>

/** A script of an exercise: the chain's, or added in this round. */
export interface PlayScript extends Words {
  id: string
  /** It was added with; absent for the chain's. */
  key?: string
}

/** One round of an exercise. */
export interface Run {
  /** How many steps are done. */
  at: number
  wrong: number
  said?: { isRight: boolean; text: string }
  /** Play codes that were redeemed, each once; `amount` of the receipt in fen. */
  uses: { code: string; at: Date; amount?: number }[]
  scripts: PlayScript[]
  favourites: string[]
  /** Scripts ever added in this round. */
  added: number
}
export const freshRun = (): Run => ({ at: 0, wrong: 0, uses: [], scripts: [], favourites: [], added: 0 })

/** What a guide did. */
export type Happening =
  | { what: 'looked' | 'redeemed'; code: string }
  /** `why` is the refusal's code. */
  | { what: 'refused'; code: string; why: string }
  | { what: 'scriptKept'; hasName: boolean }
  | { what: 'scriptSent'; isOwn: boolean; scriptId: string }
  | { what: 'wordsRefused' }

/** The play customers' codes. */
export const CODES = {
  pickup: '00001001',
  otherStore: '00001002',
  expired: '00001003',
  coupon: '00002001',
} as const
/** Fen the play coupon takes off, and from which receipt on. */
export const COUPON = { off: 3_000, threshold: 20_000 }
/** What cannot be said to the play customer. */
export const REFUSED_WORD = '转账'
export const MOST_SCRIPTS = 20
export const ARRIVED = 'scr_play_arrived'
export const PLAY_SCRIPTS: readonly PlayScript[] = [
  {
    id: 'scr_play_hello',
    title: '初次见面',
    category: 'greeting',
    text: '{顾客}你好，我是{门店}的{导购}，有事随时找我',
  },
  { id: ARRIVED, title: '到货了', category: 'goods', text: '{顾客}，你问的那件到{门店}了，给你留着' },
  {
    id: 'scr_play_visit',
    title: '约到店',
    category: 'visit',
    text: '{顾客}，周末来{门店}坐坐？我给你备好茶',
  },
]

interface Step {
  title: string
  /** What to do, and where to tap. */
  hint: string
  /** What the play customer shows. */
  code?: string
  isDone: (it: Happening) => boolean
  right: string
  /** What is said to something else; nothing where it is on the way. */
  wrong: (it: Happening) => string | undefined
}

const spoken = (code: string): string => `${code.slice(0, 4)} ${code.slice(4)}`

/** A step that ends with a code being redeemed, looked at or refused. */
const withCode = (
  code: string,
  what: 'looked' | 'redeemed' | { why: string },
  words: Pick<Step, 'title' | 'hint' | 'right'>,
  less?: Step['wrong'],
): Step => ({
  ...words,
  code,
  isDone: (it) =>
    'code' in it &&
    it.code === code &&
    (it.what === 'refused' ? typeof what === 'object' && it.why === what.why : it.what === what),
  wrong: (it) =>
    'code' in it && it.code !== code ? `不是这个码。顾客出示的是 ${spoken(code)}，逐位对一遍` : less?.(it),
})

const redeem: Step[] = [
  withCode(CODES.pickup, 'looked', {
    title: '查取货码',
    hint: `顾客来取货，报了 ${spoken(CODES.pickup)}。把 8 位数输进去，输完会自己查。`,
    right: '查到了。查一下不会改动什么。',
  }),
  withCode(CODES.pickup, 'redeemed', {
    title: '核对并交货',
    hint: '先对姓名、件数和规格，都对了，点「确认交付」。',
    right: '核销成功，这时才把货交出去。',
  }),
  withCode(
    CODES.pickup,
    { why: 'pickup_done' },
    {
      title: '同一个码再来一次',
      hint: `又有人拿着 ${spoken(CODES.pickup)} 来取货。点「核销下一单」，再输一次，看看会怎样。`,
      right: '对，一个码只能取一次。屏幕上写着谁、什么时候核销的，照着说就行。',
    },
  ),
  withCode(
    CODES.otherStore,
    { why: 'pickup_other_store' },
    {
      title: '别的门店的单',
      hint: `下一位顾客报 ${spoken(CODES.otherStore)}。输进去，看看货在哪家店。`,
      right: '货备在别的店，本店不能交。告诉顾客去哪家店取。',
    },
  ),
  withCode(
    CODES.expired,
    { why: 'pickup_expired' },
    {
      title: '过期的单',
      hint: `再下一位报 ${spoken(CODES.expired)}。输进去，看看为什么不能取。`,
      right: '过了取货期限，货款会自动退回。想要就重新下单。',
    },
  ),
  withCode(CODES.coupon, 'looked', {
    title: '查券码',
    hint: `顾客结账要用券，报了 ${spoken(CODES.coupon)}。和取货码一样输进去。`,
    right: '是一张满 200 减 30 的券，要先填小票金额。',
  }),
  withCode(
    CODES.coupon,
    'redeemed',
    {
      title: '填小票，核销券',
      hint: '小票 268 元：填 268，看清减多少，再点「确认核销」。',
      right: '核销成功，按实收让价。',
    },
    (it) =>
      it.what === 'refused' && it.why === 'coupon_threshold'
        ? '小票不到 200，用不了这张券。按 268 填'
        : undefined,
  ),
  withCode(
    CODES.coupon,
    { why: 'coupon_used' },
    {
      title: '用过的券',
      hint: `有人又拿来 ${spoken(CODES.coupon)}。点「核销下一张」，再输一次。`,
      right: '用过的券不能再用。练完了，回工作台就能真的核销。',
    },
  ),
]

const scripts: Step[] = [
  {
    title: '添加一条话术',
    hint: '点下面的「话术」，再点「添加」。起个名，写一句话，里面要有 {顾客}，然后保存。',
    isDone: (it) => it.what === 'scriptKept' && it.hasName,
    right: '存好了。{顾客} 在发的时候会换成名字。',
    wrong: (it) =>
      it.what === 'scriptKept' ? '存好了，可里面没有 {顾客}。点这条右边的「改」，补上再保存' : undefined,
  },
  {
    title: '发给顾客',
    hint: '在「话术」里点刚才那条，看看名字换好没有，再点「发到聊天」。',
    isDone: (it) => it.what === 'scriptSent' && it.isOwn,
    right: '发到聊天里了，名字也换好了。',
    wrong: (it) => (it.what === 'scriptSent' ? '发的是总部的。这一步发你自己刚添加的那条' : undefined),
  },
  {
    title: '不能说的话',
    hint: `再进「话术」，选任意一条，把要说的话改成「先${REFUSED_WORD}给我」，点「发到聊天」。`,
    isDone: (it) => it.what === 'wordsRefused',
    right: '拦住了。真的聊天里也这样：敏感词发不出去，店长会知道。',
    wrong: (it) =>
      it.what === 'scriptSent'
        ? `这句发出去了，里面没有敏感词。改成「先${REFUSED_WORD}给我」再试`
        : undefined,
  },
  {
    title: '找一条总部的',
    hint: '在上面搜「到货」，选总部的「到货了」，点「发到聊天」。',
    isDone: (it) => it.what === 'scriptSent' && it.scriptId === ARRIVED,
    right: '练完了。回到顾客的聊天，就能真的用话术了。',
    wrong: (it) => (it.what === 'scriptSent' ? '不是这条。搜「到货」，选总部的「到货了」' : undefined),
  },
]

export const FLOWS: Record<Flow, { title: string; text: string; steps: readonly Step[] }> = {
  redeem: { title: '核销', text: '取货码和券码怎么核销，不能核销时怎么说', steps: redeem },
  scripts: { title: '添加话术', text: '写一条自己的话术，找到它，发给顾客', steps: scripts },
}

/** A round after something was done in it: the step that is due is done or not, none is skipped. */
export function advance(flow: Flow, run: Run, happened: Happening): Run {
  const step = FLOWS[flow].steps[run.at]
  if (!step) return run
  if (step.isDone(happened)) return { ...run, at: run.at + 1, said: { isRight: true, text: step.right } }
  const text = step.wrong(happened)
  return text === undefined ? run : { ...run, wrong: run.wrong + 1, said: { isRight: false, text } }
}

export const isOver = (flow: Flow, { at }: Pick<Run, 'at'>): boolean => at >= FLOWS[flow].steps.length
