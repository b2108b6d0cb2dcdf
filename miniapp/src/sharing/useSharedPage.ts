import { useRouter, useShareAppMessage } from '@tarojs/taro'
import { useEffect } from 'react'
import { mediaUrl } from '../api/media'
import { token } from '../api/session'
import { useShared } from '../api/shared'
import { arriveBy } from './arrival'
import { sharedPath, type Channel } from './link'
import { learnMyCode, myCode } from './myCode'

interface SharedPage {
  /** e.g. `pages/group/team/index` */
  page: string
  params: Record<string, string | undefined>
  /** Line of the card in a chat. */
  title: string
  image?: string | undefined
}

/**
 * A page that is handed on: remembers by whom it was opened, and gives its own path with the shopper's code. In WeChat
 * the card of the page carries the same.
 */
export const useSharedPage = ({ page, params, title, image }: SharedPage) => {
  const { from, ch } = useRouter<{ from?: string; ch?: string }>().params
  const signed = useShared(token)
  const code = useShared(myCode)
  useEffect(() => arriveBy({ from, ch }), [from, ch])
  useEffect(learnMyCode, [signed])
  const pathBy = (channel: Channel): string => sharedPath(page, params, { from: code, ch: channel })
  useShareAppMessage(() => ({
    title,
    path: pathBy('card'),
    ...(image ? { imageUrl: mediaUrl(image) } : {}),
  }))
  return pathBy
}
