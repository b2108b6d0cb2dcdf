import { createHash } from 'node:crypto'
import { env } from '../../../config/env'
import { failWith } from '../../kernel/errors'
import { logger } from '../../kernel/logger'
import {
  decryptMessage,
  messageSignature,
  PlatformCryptoError,
  signaturesEqual,
} from '../../kernel/platformCrypto'
import { emit, type OutboxEvent } from '../../kernel/outbox'
import { readXml } from '../../kernel/xml'
import { customersContract } from './customers.contract'
import {
  acquisitionChanged,
  chatChanged,
  contactChanged,
  corpTagsChanged,
  friendAdded,
  friendLost,
} from './customers.events'
import { takeCallback } from './customers.model'

const fail = failWith(customersContract.errors)

interface Signed {
  msg_signature: string
  timestamp: string
  nonce: string
}

/** @throws callback_forged */
function open({ msg_signature, timestamp, nonce }: Signed, encrypted: string): string {
  const expected = messageSignature(env.WECOM_TOKEN, timestamp, nonce, encrypted)
  if (!signaturesEqual(expected, msg_signature)) throw fail('callback_forged')
  try {
    return decryptMessage(encrypted, { encodingAesKey: env.WECOM_AES_KEY, receiveId: env.WECOM_CORPID })
  } catch (error) {
    if (error instanceof PlatformCryptoError) throw fail('callback_forged')
    throw error
  }
}

/** Answers WeCom's check of the address with the decrypted echo (platform-apis §3.12). @throws callback_forged */
export const answerCheck = (query: Signed & { echostr: string }): string => open(query, query.echostr)

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

const ADDED = new Set(['add_external_contact', 'add_half_external_contact'])
const LOST = new Set(['del_follow_user', 'del_external_contact'])

/** What changes whether people can come by a link. */
const ABOUT_LINKS = new Set(['link_unavailable', 'delete_link', 'balance_exhausted', 'balance_low'])

/** What a change of a contact leads to: what is true now is asked for, and who came or went is told. */
function eventsOf(
  message: Record<string, unknown>,
  externalUserId: string,
  changeType: string,
): OutboxEvent[] {
  const changed = emit(contactChanged, { externalUserId, changeType })
  const [userid, state, welcomeCode] = [message.UserID, message.State, message.WelcomeCode].map(text)
  const seconds = Number(text(message.CreateTime))
  if (!userid || !Number.isSafeInteger(seconds)) return [changed]
  const of = { userid, externalUserId, at: new Date(seconds * 1000).toISOString() }
  if (ADDED.has(changeType))
    return [
      changed,
      emit(friendAdded, { ...of, ...(state ? { state } : {}), ...(welcomeCode ? { welcomeCode } : {}) }),
    ]
  return LOST.has(changeType) ? [changed, emit(friendLost, of)] : [changed]
}

/** What a pushed event leads to; nothing where nobody listens. */
function followUpsOf(message: Record<string, unknown>, externalUserId: string): OutboxEvent[] {
  const [event, changeType] = [text(message.Event), text(message.ChangeType)]
  if (event === 'change_external_contact' && externalUserId)
    return eventsOf(message, externalUserId, changeType)
  const chatId = text(message.ChatId)
  if (event === 'change_external_chat' && chatId) return [emit(chatChanged, { chatId, changeType })]
  const linkId = text(message.LinkId)
  if (event === 'customer_acquisition' && ABOUT_LINKS.has(changeType))
    return [emit(acquisitionChanged, { changeType, ...(linkId ? { linkId } : {}) })]
  return event === 'change_external_tag' ? [emit(corpTagsChanged, { changeType })] : []
}

/** What an event without a contact is about: a group may change several times within a second, each its own event. */
const subjectOf = (message: Record<string, unknown>): string =>
  (text(message.ChatId)
    ? [message.ChatId, message.UpdateDetail, message.CurMemVer]
    : [message.TagType, message.Id, message.LinkId]
  )
    .map(text)
    .join(':')

/**
 * Takes in one pushed event. It is stored with its follow-up before the answer, once however often it is pushed;
 * what changed is then asked of WeCom, so that late and reordered events do no harm.
 * @throws callback_forged
 */
export async function takeEvent(query: Signed, raw: string): Promise<'success'> {
  const encrypted = text(readXml(raw)?.Encrypt)
  if (!encrypted) throw fail('callback_forged')
  const message = readXml(open(query, encrypted)) ?? {}
  const [event, changeType] = [text(message.Event), text(message.ChangeType)]
  const externalUserId = text(message.ExternalUserID)
  const followUps = followUpsOf(message, externalUserId)
  if (followUps.length === 0) {
    logger.info({ event, changeType }, 'WeCom event without a listener')
    return 'success'
  }
  const subject = externalUserId || subjectOf(message)
  const parts = [event, changeType, text(message.UserID), subject, text(message.CreateTime)]
  const key = createHash('sha256').update(parts.join('\n')).digest('base64url')
  const isNew = await takeCallback(key, followUps)
  logger.info({ event, changeType, isNew }, 'WeCom event')
  return 'success'
}
