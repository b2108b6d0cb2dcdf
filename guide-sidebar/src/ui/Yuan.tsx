import { exactMoney, roundMoney } from './money.rules'

/** Money: sign and fen smaller than the yuan. `round` leaves the fen away. */
export const Yuan = ({ amount, round = false }: { amount: number; round?: boolean }) => {
  const { yuan, fen } = round ? roundMoney(amount) : exactMoney(amount)
  return (
    <span className="yuan">
      <i>¥</i>
      {yuan}
      {fen && <small>{fen}</small>}
    </span>
  )
}
