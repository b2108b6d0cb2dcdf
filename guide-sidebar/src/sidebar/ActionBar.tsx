import { Icon } from '../ui/Icon'

interface Props {
  busy: boolean
  refresh: () => void
  sendCoupon: () => void
  tag: () => void
  openProfile: () => void
}

/** What can be done now, at thumb reach. */
export const ActionBar = ({ busy, refresh, sendCoupon, tag, openProfile }: Props) => (
  <footer className="act">
    <button type="button" className="tool" onClick={sendCoupon}>
      <Icon name="ticket" size={20} />
      发券
    </button>
    <button type="button" className="tool" onClick={tag}>
      <Icon name="tag" size={20} />
      记标签
    </button>
    <button type="button" className="tool" disabled={busy} onClick={refresh}>
      <span className={busy ? 'spin' : undefined}>
        <Icon name="refresh-cw" size={20} />
      </span>
      刷新
    </button>
    <a className="tool" href="#/redeem/scan">
      <Icon name="scan-line" size={20} />
      核销
    </a>
    <button type="button" className="btn brand" onClick={openProfile}>
      <Icon name="user-round" size={18} />
      看企微资料
    </button>
  </footer>
)
