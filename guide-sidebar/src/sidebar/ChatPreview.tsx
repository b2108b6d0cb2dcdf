import { Icon } from '../ui/Icon'
import { Yuan } from '../ui/Yuan'
import { chain } from '../ui/chain'

interface Props {
  title: string
  /** Fen, of goods. */
  price?: number
  image: string
  words: string
  setWords: (words: string) => void
}

const MOST_WORDS = 300

/** The messages as the customer will see them; the words can be changed, or left out. */
export const ChatPreview = ({ title, price, image, words, setWords }: Props) => (
  <section className="sec" aria-label="顾客会收到">
    <div className="sec-h">
      <h2>顾客会收到</h2>
    </div>
    <div className="chat-ground two">
      <textarea
        className="chat-words"
        aria-label="说一句话"
        value={words}
        rows={2}
        maxLength={MOST_WORDS}
        placeholder="说一句话，不写就只发卡片"
        onChange={(event) => setWords(event.target.value)}
      />
      <div className="mini-card">
        <div className="row t11 i2">
          <span className="logo">{chain.mark}</span>
          {chain.name}
        </div>
        <div className="row mini-goods">
          <div className="grow">
            <div className="m clamp-2">{title}</div>
            {price !== undefined && (
              <b className="mini-price">
                <Yuan amount={price} />
              </b>
            )}
          </div>
          <img src={image} alt="" />
        </div>
        <div className="row t11 i2 mini-foot">
          <Icon name="external-link" size={12} />
          小程序
        </div>
      </div>
    </div>
  </section>
)
