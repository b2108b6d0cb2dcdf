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
import { readXml } from '../../kernel/xml'
import { emit } from '../../kernel/outbox'
import { customersContract } from './customers.contract'
import { contactChanged, corpTagsChanged } from './customers.events'
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

/** What a pushed event leads to; undefined for those nobody listens to. */
function followUpOf(event: string, changeType: string, externalUserId: string) {
  if (event === 'change_external_contact' && externalUserId)
    return emit(contactChanged, { externalUserId, changeType })
  if (event === 'change_external_tag') return emit(corpTagsChanged, { changeType })
  return undefined
}

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
  const followUp = followUpOf(event, changeType, externalUserId)
  if (!followUp) {
    logger.info({ event, changeType }, 'WeCom event without a listener')
    return 'success'
  }
  const subject = externalUserId || `${text(message.TagType)}:${text(message.Id)}`
  const parts = [event, changeType, text(message.UserID), subject, text(message.CreateTime)]
  const key = createHash('sha256').update(parts.join('\n')).digest('base64url')
  const isNew = await takeCallback(key, followUp)
  logger.info({ event, changeType, isNew }, 'WeCom event')
  return 'success'
}
