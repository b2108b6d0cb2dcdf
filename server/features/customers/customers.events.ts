import { z } from 'zod'
import { defineEvent } from '../../kernel/outbox'

/** WeCom said something about an external contact; what is true now is asked there, not read from the event. */
export const contactChanged = defineEvent(
  'contact.changed',
  z.object({ externalUserId: z.string(), changeType: z.string() }),
)

/** WeCom said that the corp's tags are not what they were; asked there as well. */
export const corpTagsChanged = defineEvent('corpTags.changed', z.object({ changeType: z.string() }))

/** A guide changed tags or remark of a contact; WeCom is to be told. */
export const contactEdited = defineEvent('contact.edited', z.object({ externalUserId: z.string() }))
