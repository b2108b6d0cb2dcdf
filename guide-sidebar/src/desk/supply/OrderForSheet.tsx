import { useState } from 'react'
import { call } from '../../api/client'
import { newKey } from '../../api/key'
import { Chip } from '../../ui/Chip'
import { Icon } from '../../ui/Icon'
import { Picture } from '../../ui/Picture'
import { Yuan } from '../../ui/Yuan'
import { Sheet } from '../Sheet'
import { useAction } from '../useAction'
import { Stepper } from './Stepper'
import { far, levelTone } from './supply.rules'
import type { Stock } from './supply.rules'
import { Problem } from '../Problem'

interface Props {
  stock: Stock
  memberId: string
  close: () => void
}

const MOST = 99
const STORES_SHOWN = 6

/** An order for the customer, who finds it on the phone to pay (OR-4). */
export const OrderForSheet = ({ stock, memberId, close }: Props) => {
  const places = [stock.own, ...stock.stores].filter((it) => it.available > 0).slice(0, STORES_SHOWN)
  const [key] = useState(newKey)
  const [way, setWay] = useState<'pickup' | 'express'>(places.length > 0 ? 'pickup' : 'express')
  const [storeId, setStoreId] = useState(places[0]?.id)
  const [quantity, setQuantity] = useState(1)
  const { run, busy, failure } = useAction(async () => {
    const order = await call('POST /staff/orders', {
      body: {
        // Another order of the same sheet is another key: what was asked is part of it.
        key: `${key.slice(0, 20)}-${way}-${quantity}-${(storeId ?? '').slice(-12)}`,
        memberId,
        lines: [{ skuId: stock.skuId, quantity }],
        way,
        ...(way === 'pickup' ? { storeId } : {}),
      },
    })
    window.location.hash = `#/order/${order.id}`
  })
  const foot = (
    <button
      type="button"
      className="btn main"
      disabled={busy || (way === 'pickup' && !storeId)}
      onClick={() => void run()}
    >
      {busy ? (
        '正在下单…'
      ) : (
        <>
          下单，请顾客付款 · <Yuan amount={stock.price * quantity} />
        </>
      )}
    </button>
  )
  return (
    <Sheet title="代客下单" close={close} foot={foot}>
      <div className="li goods">
        <Picture src={stock.image} icon="shopping-bag" word={stock.name} size={48} />
        <div className="grow">
          <div className="m two">{stock.name}</div>
          <div className="i2 t11">{stock.optionText}</div>
        </div>
        <Stepper label="买几件" value={quantity} most={MOST} change={setQuantity} />
      </div>
      <fieldset className="choose">
        <legend>怎么给顾客</legend>
        <div className="opts">
          <Chip on={way === 'pickup'} disabled={places.length === 0} toggle={() => setWay('pickup')}>
            到店自提
          </Chip>
          <Chip on={way === 'express'} toggle={() => setWay('express')}>
            快递到家
          </Chip>
        </div>
      </fieldset>
      {way === 'pickup' ? (
        <fieldset className="choose">
          <legend>在哪家店取</legend>
          {places.map((it) => (
            <button
              key={it.id}
              type="button"
              className={it.id === storeId ? 'li place-row sel' : 'li place-row'}
              aria-pressed={it.id === storeId}
              onClick={() => setStoreId(it.id)}
            >
              <span className="radio" aria-hidden="true" />
              <span className="grow cut">
                {it.name} · {far(it.distance)}
              </span>
              <span className={`m ${levelTone(it)}`}>{it.label}</span>
            </button>
          ))}
        </fieldset>
      ) : (
        <p className="hint">
          <Icon name="truck" />
          寄到顾客的默认收货地址，从最近有货的地方发出。
        </p>
      )}
      <p className="hint">
        <Icon name="smartphone" />
        订单会出现在顾客小程序的“待付款”里，货留 15 分钟；优惠以顾客付款页为准。
      </p>
      <Problem text={failure?.message} />
    </Sheet>
  )
}
