import { Icon } from '../../ui/Icon'
import { Picture } from '../../ui/Picture'
import { Yuan } from '../../ui/Yuan'
import { hereText, nearbyText, type Choice } from './goods.rules'

interface Props {
  goods: Choice
  isChosen: boolean
  choose: () => void
}

/** Goods to choose from, with what is there of them here and around. */
export const GoodsRow = ({ goods, isChosen, choose }: Props) => {
  const [here, tone] = hereText(goods)
  return (
    <li>
      <button
        type="button"
        className={`li sendable${isChosen ? ' on' : ''}`}
        aria-pressed={isChosen}
        onClick={choose}
      >
        <span className={`tick${isChosen ? ' on' : ''}`}>{isChosen && <Icon name="check" size={12} />}</span>
        <Picture src={goods.image} icon="shopping-bag" word={goods.name} size={56} />
        <span className="grow">
          <span className="row">
            <span className="m cut grow">{goods.name}</span>
            <b className="num">
              <Yuan amount={goods.price} />
            </b>
          </span>
          <span className="i2 t11 cut block">
            {[goods.optionText, goods.why].filter(Boolean).join(' · ')}
          </span>
          <span className="t11 cut block">
            <span className={`m ${tone}`}>{here}</span>
            <span className="i2 goods-around">{nearbyText(goods)}</span>
          </span>
        </span>
      </button>
    </li>
  )
}
