import { useApi } from '../../api/useApi'
import { Picture } from '../../ui/Picture'
import { Sent } from '../Sent'
import { cartWord, isAwaited, nameOf } from './carts.rules'

/** 代客加购: what was put into the customer's bag, and whether it stayed there (GU-3, GU-6). */
export const GuideCarts = ({ externalUserId, send }: { externalUserId: string; send: () => void }) => {
  const { data, error, mutate } = useApi(
    'GET /customers/:externalUserId/guide-carts',
    { params: { externalUserId } },
    isAwaited,
  )
  return (
    <Sent
      label="代客加购"
      title="代客加购"
      action="放进购物袋"
      send={send}
      rows={data?.answer.carts.map((it) => ({
        id: it.id,
        picture: <Picture src={it.lines[0]?.image} icon="shopping-bag" word={nameOf(it)} />,
        title: nameOf(it),
        text: it.already > 0 ? `${it.stateText} · ${it.already} 样 TA 早有` : it.stateText,
        state: cartWord[it.state],
      }))}
      retry={error && (() => void mutate())}
      none="挑好一件或一套，直接放进顾客的购物袋，留不留 TA 自己选。"
      unit="次"
    />
  )
}
