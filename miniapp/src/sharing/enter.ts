import Taro from '@tarojs/taro'
import { pathOfLink } from './link'

/** WeChat hands a scanned link of the shop over as `q`, still URL-encoded: the page it means is opened. */
export const enterByLink = (q: string | undefined): void => {
  if (!q) return
  let link = q
  try {
    link = decodeURIComponent(q)
  } catch {
    // A broken escape is taken as it is.
  }
  const url = pathOfLink(link)
  if (url) void Taro.navigateTo({ url })
}
