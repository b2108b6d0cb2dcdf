import type { z } from 'zod'
import type { CallerOf } from '../../kernel/auth'
import { failWith } from '../../kernel/errors'
import { skuOf } from '../catalog/catalog.service'
import { customerInChat, tagsInChat } from '../customers/customers.service'
import { lastSent, makeCardOfPage } from '../guideCards/guideCards.service'
import { contentsContract } from './contents.contract'
import { findContent, newestContents, type ContentDoc, type ContentFace } from './contents.model'
import { byFit, fitsOf } from './contents.rules'

export { putContents as importContents } from './contents.model'

const fail = failWith(contentsContract.errors)
type Routes = (typeof contentsContract)['routes']
type Staff = CallerOf<Routes['GET /customers/:externalUserId/contents']>
type Asked = z.output<Routes['POST /customers/:externalUserId/content-cards']['body']>

const MOST_SHOWN = 100

const face = ({ _id: id, title, lead, image, publishedAt }: ContentFace) => ({
  ...{ id, title, lead, image },
  publishedAt: publishedAt.toISOString(),
})

async function shownPart({ title, text, skuId }: ContentDoc['parts'][number]) {
  const shown = { ...(title ? { title } : {}), text }
  const sku = skuId && (await skuOf(skuId))
  if (!sku) return shown
  const { categoryId: _, ...goods } = sku
  return { ...shown, goods }
}

/** A piece to read. @throws content_not_found */
export async function contentToRead(contentId: string) {
  const found = await findContent(contentId)
  if (!found) throw fail('content_not_found')
  return { ...face(found), parts: await Promise.all(found.parts.map(shownPart)) }
}

/** What can be sent into a chat, what fits the customer first (GU-3). @throws the refusals of the chat */
export async function contentsForChat(externalUserId: string, caller: Staff) {
  const tags = await tagsInChat(externalUserId, caller)
  const names = new Set(tags.map((it) => it.name))
  const [pieces, sent] = await Promise.all([
    newestContents(MOST_SHOWN),
    lastSent(externalUserId, caller, 'content'),
  ])
  return {
    contents: byFit(pieces, names).map((it) => {
      const sentAt = sent.get(it._id)?.toISOString()
      return {
        ...face(it),
        ...{ topics: it.topics, fits: fitsOf(it, names) },
        ...(sentAt ? { sentAt } : {}),
      }
    }),
  }
}

/** Makes the card of a piece for a chat with a customer (GU-3, GU-6). @throws content_not_found and the refusals of the chat */
export async function makeContentCard(
  externalUserId: string,
  { contentId, key }: Asked,
  caller: Staff,
  requestId: string,
) {
  const { memberId } = await customerInChat(externalUserId, caller)
  const found = await findContent(contentId)
  if (!found) throw fail('content_not_found')
  const { title, image } = found
  const place = { chat: externalUserId, subject: memberId ?? externalUserId }
  const page = { page: 'pages/content/piece/index', query: { id: contentId } }
  const about = { kind: 'content', id: contentId, title, image } as const
  return makeCardOfPage(place, { ...about, words: title, ...page }, key, caller, requestId)
}
