import type { ApiFailure } from '../api/failure'
import { moment } from '../ui/date.rules'
import { couponRefusalOf } from './coupon/coupon.rules'
import { spoken } from './handover.rules'
import type { Refusal, Why } from './refusal.shapes'

interface Details {
  storeName?: string
  distance?: number
  address?: string
  redeemedAt?: string
  redeemedBy?: string
  expiresAt?: string
  /** Of goods on their way: whence, and by when they should be there. */
  fromName?: string
  expectedAt?: string
  orderId?: string
}

/** The known parts of a refusal's details; what is missing or of another type is left out. */
export const detailsOf = ({ details }: ApiFailure): Details => {
  const raw = (typeof details === 'object' && details !== null ? details : {}) as Record<string, unknown>
  const text = (name: string) => (typeof raw[name] === 'string' ? raw[name] : undefined)
  return {
    storeName: text('storeName'),
    address: text('address'),
    distance: typeof raw.distance === 'number' ? raw.distance : undefined,
    redeemedAt: text('redeemedAt'),
    redeemedBy: text('redeemedBy'),
    expiresAt: text('expiresAt'),
    fromName: text('fromName'),
    expectedAt: text('expectedAt'),
    orderId: text('orderId'),
  }
}

/** `860m` or `2.4km`, with the walk where it can be walked. */
export const far = (metres: number): string => {
  if (metres < 1000) return `${Math.round(metres)}m，走路约 ${Math.max(1, Math.round(metres / 80))} 分钟`
  return `${(metres / 1000).toFixed(1)}km`
}

export interface Tried {
  code: string
  storeName: string
  now: number
}

const REAL: Why = { good: true, text: '码是真的' }

type Explain = (details: Details, tried: Tried) => Refusal

const EXPLAINED: Record<string, Explain> = {
  pickup_unknown: (_, { code }) => {
    const typed = /^\d+$/.test(code)
    return {
      icon: 'search-x',
      title: '没有这个码',
      text: typed ? `输入的是 ${spoken(code)}，和顾客手机上的逐位对一遍` : '扫到的不是取货码或券码',
      why: [
        {
          good: false,
          text: typed ? '号码对不上任何一张单或券' : '码里没有取货或用券的信息',
          note: spoken(code),
        },
      ],
      advice: [
        {
          icon: 'smartphone',
          tone: 'brand',
          text: '请顾客打开小程序的取货码或券码',
          more: '我的订单 → 取货码；我的 → 优惠券',
        },
        {
          icon: 'receipt-text',
          tone: 'info',
          text: '来退货的，查订单',
          more: '扫订单码或输订单号，任何门店买的都能退',
        },
      ],
      say: '麻烦您打开小程序里的码，我再核对一次。',
      main: typed ? 'retype' : 'rescan',
    }
  },
  exercise_code: () => ({
    icon: 'graduation-cap',
    title: '这是练习用的码',
    text: '真的核销不认它，什么也没有改动',
    why: [{ good: false, text: '0000 开头的码只在练习里有' }],
    advice: [
      {
        icon: 'smartphone',
        tone: 'brand',
        text: '请顾客打开小程序的取货码或券码',
        more: '我的订单 → 取货码；我的 → 优惠券',
      },
      { icon: 'graduation-cap', tone: 'info', text: '想练一练', more: '工作台 → 练习 → 核销' },
    ],
    say: '麻烦您打开小程序里的码，我再核对一次。',
    main: 'retype',
  }),
  not_exercise_code: () => ({
    icon: 'graduation-cap',
    title: '这不是练习的码',
    text: '练习里没有核销它，什么也没有改动',
    why: [{ good: false, text: '练习的码都是 0000 开头' }],
    advice: [
      {
        icon: 'package-check',
        tone: 'brand',
        text: '真有顾客在等？先结束练习',
        more: '工作台 → 核销，再输一次',
      },
    ],
    main: 'retype',
  }),
  pickup_code_stale: () => ({
    icon: 'refresh-cw',
    title: '二维码已经刷新',
    text: '它每 30 秒换一次，刚才扫的是旧的',
    why: [REAL, { good: false, text: '这一张过时了', more: '截图、转发的旧图都不能用' }],
    advice: [
      {
        icon: 'scan-line',
        tone: 'brand',
        text: '请顾客当面打开取货码再扫',
        more: '页面上的码会自己换成新的',
      },
      { icon: 'keyboard', tone: 'info', text: '或者请顾客报 8 位数', more: '8 位数不会刷新，也能请人代取' },
    ],
    say: '二维码刚刚换了新的，请您重新打开取货码给我扫一下。',
    main: 'rescan',
  }),
  pickup_other_store: ({ storeName = '别的门店', distance, address }, { storeName: here }) => ({
    icon: 'store',
    title: `这张单要在${storeName}取`,
    text:
      [distance !== undefined && `离这里 ${far(distance)}`, address].filter(Boolean).join(' · ') ||
      '货备在那家店',
    why: [
      REAL,
      { good: true, text: '还没有取过' },
      { good: false, text: `门店不对：货备在${storeName}`, note: `本店 ${here}` },
    ],
    advice: [
      {
        icon: 'map-pin',
        tone: 'warn',
        text: `请顾客去${storeName}取`,
        more: '小程序的订单里有地址、电话和导航',
      },
      {
        icon: 'rotate-ccw',
        tone: 'brand',
        text: '想在本店拿：取消重下',
        more: '顾客在小程序取消，货款原路退回，再选本店下单',
      },
    ],
    say:
      distance === undefined
        ? `您这单备在${storeName}，那边已经给您留好了。`
        : `您这单备在${storeName}，离这里 ${far(distance)}。`,
    main: 'next',
  }),
  pickup_done: ({ redeemedAt, redeemedBy, storeName, orderId }, { now }) => ({
    icon: 'package-check',
    title: '这张单已经取过货了',
    text: [redeemedAt && moment(redeemedAt, now), storeName, redeemedBy && `${redeemedBy}核销`]
      .filter(Boolean)
      .join(' · '),
    why: [
      REAL,
      {
        good: false,
        text: redeemedAt ? `${moment(redeemedAt, now)} 已核销` : '已核销',
        note: redeemedBy,
        more: '一个码只能用一次',
      },
    ],
    advice: [
      { icon: 'users', tone: 'brand', text: '问问是不是家人朋友代取了', more: '8 位数可以转给别人代取' },
      {
        icon: 'undo-2',
        tone: 'warn',
        text: '核销错了：10 分钟内请店长撤销',
        more: '在已交付里打开这张单，写明原因',
      },
    ],
    say: '系统里这单已经取走了，我帮您查一下是谁取的。',
    main: 'next',
    orderId,
  }),
  pickup_in_transit: ({ fromName, expectedAt }, { now }) => ({
    icon: 'truck',
    title: '还在调货路上',
    text: expectedAt ? `预计 ${moment(expectedAt, now)} 前到店，到了才能提货` : '到店后才能提货',
    why: [
      REAL,
      {
        good: false,
        text: fromName ? `货从${fromName}调来` : '货从别处调来',
        note: expectedAt && `预计 ${moment(expectedAt, now)} 前到`,
        more: '收货登记后这个码就能用',
      },
    ],
    advice: [
      {
        icon: 'package-check',
        tone: 'brand',
        text: '货已经到店了？先在调货里登记收货',
        more: '登记后自动通知顾客来取',
      },
      { icon: 'banknote', tone: 'info', text: '顾客不想等', more: '请顾客在订单里取消，货款原路退回' },
    ],
    say: '您这单的货还在调过来的路上，到店会马上发通知给您。',
    main: 'next',
  }),
  pickup_expired: ({ expiresAt, orderId }, { now }) => ({
    icon: 'calendar-x',
    title: '取货期限已经过了',
    text: expiresAt ? `${moment(expiresAt, now)} 到期，货款自动原路退回` : '货款自动原路退回',
    why: [
      REAL,
      {
        good: false,
        text: '过了取货期限',
        note: expiresAt && `到 ${moment(expiresAt, now)}`,
        more: '预留的货已放回货架',
      },
    ],
    advice: [
      { icon: 'banknote', tone: 'info', text: '退款原路返回', more: '零钱很快到账，银行卡 1–3 个工作日' },
      {
        icon: 'shopping-bag',
        tone: 'brand',
        text: '还想要：重新下单或在店里买',
        more: '先看看本店还有没有货',
      },
    ],
    say: '这单过了取货期限，钱会原路退给您；还需要的话我帮您看看店里有没有。',
    main: 'next',
    orderId,
  }),
  pickup_refunded: ({ orderId }) => ({
    icon: 'banknote',
    title: '这张单已经退款',
    text: '钱已退给顾客，货不能交',
    why: [REAL, { good: false, text: '订单已退款', more: '取消或退款后取货码随即失效' }],
    advice: [
      {
        icon: 'banknote',
        tone: 'info',
        text: '请顾客看微信的退款通知',
        more: '零钱很快到账，银行卡 1–3 个工作日',
      },
      {
        icon: 'shopping-bag',
        tone: 'brand',
        text: '还想要：重新下单或在店里买',
        more: '先看看本店还有没有货',
      },
    ],
    say: '这单已经退款了，您可以看一下微信的退款通知。',
    main: 'next',
    orderId,
  }),
}

/** The words for a refused or failed look or redemption. */
export const refusalOf = (failure: ApiFailure, tried: Tried): Refusal =>
  EXPLAINED[failure.code]?.(detailsOf(failure), tried) ??
  couponRefusalOf(failure) ?? {
    icon: failure.code === 'network' ? 'wifi-off' : 'triangle-alert',
    title: failure.status === 429 ? '核销太频繁' : '没有查到',
    text: failure.message,
    why: [],
    advice: [],
    main: 'again',
  }
