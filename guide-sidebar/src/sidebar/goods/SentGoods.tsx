import { useApi } from '../../api/useApi'
import { Picture } from '../../ui/Picture'
import { ActivityMark } from '../activities/ActivityMark'
import { Sent } from '../Sent'
import { isAwaited, sentWord } from './goods.rules'

/** 发过的商品: whether they were opened and bought (GU-3, GU-6). */
export const SentGoods = ({ externalUserId, send }: { externalUserId: string; send: () => void }) => {
  const { data, error, mutate } = useApi(
    'GET /customers/:externalUserId/guide-cards',
    { params: { externalUserId } },
    isAwaited,
  )
  return (
    <Sent
      label="发过的商品"
      title="发过的商品"
      action="发商品"
      send={send}
      rows={data?.answer.cards.map((it) => ({
        id: it.id,
        picture:
          it.kind === 'goods' || it.kind === 'content' ? (
            <Picture
              src={it.image}
              icon={it.kind === 'goods' ? 'shopping-bag' : 'book-open'}
              word={it.name}
            />
          ) : (
            <ActivityMark kind={it.kind} title={it.name} image={it.image} />
          ),
        title: it.name,
        text: it.stateText,
        state: sentWord[it.state],
      }))}
      retry={error && (() => void mutate())}
      none="还没发过商品。点没点开、买没买都在这里。"
      unit="件"
    />
  )
}
