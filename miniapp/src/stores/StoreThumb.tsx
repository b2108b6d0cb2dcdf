import { Image } from '@tarojs/components'
import jas from '../assets/thumb-jas.webp'
import sjh from '../assets/thumb-sjh.webp'
import wjc from '../assets/thumb-wjc.webp'
import xjh from '../assets/thumb-xjh.webp'
import xtd from '../assets/thumb-xtd.webp'
import zsp from '../assets/thumb-zsp.webp'
import { mediaUrl } from '../api/media'

const DRAWN: Record<string, string> = { jas, sjh, wjc, xjh, xtd, zsp }

/** A store's drawing: one of the six that come with the program, or a picture of its own by path. */
export const StoreThumb = ({ art, size = 72 }: { art: string; size?: 48 | 72 }) => (
  <Image
    className="thumb"
    src={art.includes('/') ? mediaUrl(art) : (DRAWN[art] ?? jas)}
    style={{ width: `${size}px`, height: `${size}px` }}
  />
)
