import { z } from 'zod'
import { defineEvent } from '../../kernel/outbox'

/** WeCom said something about an external contact; what is true now is asked there, not read from the event. */
export const contactChanged = defineEvent(
  'contact.changed',
  z.object({ externalUserId: z.string(), changeType: z.string() }),
)

/** WeCom said that the corp's tags are not what they were; asked there as well. */
export const corpTagsChanged = defineEvent('corpTags.changed', z.object({ changeType: z.string() }))

/** WeCom said that a customer group is not what it was; asked there as well. */
export const chatChanged = defineEvent(
  'chat.changed',
  z.object({ chatId: z.string(), changeType: z.string() }),
)

/** WeCom said something about acquisition links: of one of them, or of what is still paid for; asked there as well. */
export const acquisitionChanged = defineEvent(
  'acquisition.changed',
  z.object({ changeType: z.string(), linkId: z.string().optional() }),
)

/** A guide changed tags or remark of a contact; WeCom is to be told. */
export const contactEdited = defineEvent('contact.edited', z.object({ externalUserId: z.string() }))

const pair = { userid: z.string(), externalUserId: z.string() }
/** Somebody became a guide's friend, fully or with the guide's confirmation to come; by a code where there is a state. */
export const friendAdded = defineEvent(
  'contact.friendAdded',
  z.object({
    ...pair,
    state: z.string().optional(),
    /** Good for one welcome within 20 s. */
    welcomeCode: z.string().optional(),
    /** When WeCom says it was, ISO. */
    at: z.string(),
  }),
)
/** The two are friends no more, whoever of them ended it. */
export const friendLost = defineEvent('contact.friendLost', z.object({ ...pair, at: z.string() }))
