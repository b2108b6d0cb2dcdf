import { z } from 'zod'

export const activityKind = z.enum(['groupBuy', 'flashSale', 'event', 'coupon', 'service'])

/** What goes on in a store and can be put into a chat (GU-3, GU-7). */
export const activity = z.object({
  kind: activityKind,
  id: z.string(),
  title: z.string(),
  /** False for what is still to begin. */
  isOn: z.boolean(),
  /** e.g. `3 人团 ¥39.9 · 还有 12 件` */
  text: z.string(),
  /** Empty where it has none of its own. */
  image: z.string(),
  /** What the card in the chat says. */
  words: z.string(),
})

/** Asks for the card of an activity. */
export const askedActivity = z.object({
  kind: activityKind,
  id: z.string().regex(/^(fss|gbu|ste|cpn|svc)_[A-Za-z0-9_.-]{1,60}$/),
  key: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/),
})
