import { useApi } from '../../api/useApi'
import { Bone } from '../../ui/Bone'
import { Icon } from '../../ui/Icon'
import { Picture } from '../../ui/Picture'
import { isAwaited, sentWord } from './goods.rules'

const SHOWN = 3

/** 发过的商品: what the guide sent to this customer and what became of it (GU-3, GU-6). */
export const SentGoods = ({ externalUserId, send }: { externalUserId: string; send: () => void }) => {
  const { data, error, mutate } = useApi(
    'GET /customers/:externalUserId/guide-cards',
    { params: { externalUserId } },
    isAwaited,
  )
  const cards = data?.answer.cards ?? []
  return (
    <section className="sec" aria-label="发过的商品">
      <div className="sec-h">
        <h2>发过的商品</h2>
        <button type="button" className="more link" onClick={send}>
          发商品
          <Icon name="chevron-right" size={14} />
        </button>
      </div>
      {!data && !error && <Bone w="60%" h={14} />}
      {!data && error && (
        <button type="button" className="again" onClick={() => void mutate()}>
          发过的商品没有读到，再试一次
        </button>
      )}
      {data && cards.length === 0 && <p className="none">还没发过商品。点没点开、买没买都在这里。</p>}
      <ul>
        {cards.slice(0, SHOWN).map((it) => {
          const [word, tone] = sentWord[it.state]
          return (
            <li className="li" key={it.id}>
              <Picture src={it.image} icon="shopping-bag" word={it.name} />
              <div className="grow">
                <div className="m cut">{it.name}</div>
                <div className="i2 t11 cut">{it.stateText}</div>
              </div>
              <span className={`t11 m ${tone}`}>{word}</span>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
