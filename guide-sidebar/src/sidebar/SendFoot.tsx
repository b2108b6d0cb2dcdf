import type { Guide } from '../api/storage'
import { Problem } from '../desk/Problem'
import { Icon } from '../ui/Icon'
import { ChatPreview } from './ChatPreview'
import type { SendOne } from './useSendOne'

interface Props {
  /** The card of what is chosen. */
  card: { title: string; image: string; price?: number } | undefined
  one: SendOne
  guide: Guide
  /** What counts for the guide, below. */
  note: string
  /** On the button while nothing is chosen. */
  none: string
}

/** Below what can be sent: what the customer will see, whose an order is, and the button. */
export const SendFoot = ({ card, one: { words, setWords, send }, guide, note, none }: Props) => (
  <>
    {card && (
      <div className="chosen-goods">
        <ChatPreview {...card} words={words} setWords={setWords} />
      </div>
    )}
    <Problem text={send.failure?.message} wide />
    <div className="credit-note">
      <Icon name="id-card" size={18} />
      <div>
        <div className="m">顾客点开后 7 天内下单，业绩归你 · {guide.store.name}</div>
        <div className="i2 t11">{note}</div>
      </div>
    </div>
    <footer className="act">
      <button
        type="button"
        className="btn main"
        disabled={send.busy || !card}
        onClick={() => void send.run()}
      >
        {send.busy ? '正在发…' : card ? '发到聊天' : none}
      </button>
    </footer>
  </>
)
