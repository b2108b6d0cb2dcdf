import { useApi } from '../../api/useApi'
import { Icon } from '../../ui/Icon'
import { Sent } from '../Sent'
import { cardWord, isAwaited, tally, worthOf } from './cards.rules'

/** 券: whether they were claimed and used (CO-2, GU-3). */
export const CouponCards = ({ externalUserId, send }: { externalUserId: string; send: () => void }) => {
  const { data, error, mutate } = useApi(
    'GET /customers/:externalUserId/coupon-cards',
    { params: { externalUserId } },
    isAwaited,
  )
  const cards = data?.answer.cards ?? []
  return (
    <Sent
      label="发给顾客的券"
      title="券"
      {...(cards.length > 0 ? { tally: tally(cards) } : {})}
      action="发券"
      send={send}
      rows={data?.answer.cards.map((it) => ({
        id: it.id,
        picture: (
          <span className="mark brand">
            <Icon name="ticket" size={18} />
          </span>
        ),
        title: it.coupon.title,
        text: `${worthOf(it.coupon)} · ${it.stateText}`,
        state: cardWord[it.state],
      }))}
      retry={error && (() => void mutate())}
      none="还没给这位顾客发过券。发出去以后，领没领、用没用都在这里。"
      unit="张"
    />
  )
}
