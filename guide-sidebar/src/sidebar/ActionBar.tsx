import { Icon } from '../ui/Icon'

interface Props {
  sendCoupon: () => void
  tag: () => void
  sendScript: () => void
  sendGoods: () => void
}

/** What can be done now, at thumb reach. */
export const ActionBar = ({ sendCoupon, tag, sendScript, sendGoods }: Props) => (
  <footer className="act">
    <button type="button" className="tool" onClick={sendCoupon}>
      <Icon name="ticket" size={20} />
      发券
    </button>
    <button type="button" className="tool" onClick={tag}>
      <Icon name="tag" size={20} />
      记标签
    </button>
    <button type="button" className="tool" onClick={sendScript}>
      <Icon name="message-circle" size={20} />
      话术
    </button>
    <button type="button" className="btn main" onClick={sendGoods}>
      <Icon name="shopping-bag" size={18} />
      发商品
    </button>
  </footer>
)
