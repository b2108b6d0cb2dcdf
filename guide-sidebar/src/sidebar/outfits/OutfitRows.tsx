import { Icon } from '../../ui/Icon'
import { Picture } from '../../ui/Picture'
import { Yuan } from '../../ui/Yuan'
import { hereText, nearbyText } from '../goods/goods.rules'
import { chosenOf, standingOf, stockText, WHOSE, type Item, type Outfit, type Swaps } from './outfits.rules'

const SHOWN = 4

/** An outfit to choose: its pieces, whose it is, and whether the store has it all. */
export const OutfitRow = ({ outfit, open }: { outfit: Outfit; open: () => void }) => {
  const [stock, tone] = stockText(outfit)
  return (
    <li>
      <button type="button" className="li outfit" onClick={open}>
        <span className="outfit-pics">
          {outfit.items.slice(0, SHOWN).map((it) => (
            <Picture key={it.skuId} src={it.image} icon="shopping-bag" word={it.name} size={36} />
          ))}
        </span>
        <span className="grow">
          <span className="row">
            <b className="m cut">{outfit.name}</b>
            <span className="chip">{WHOSE[outfit.whose]}</span>
          </span>
          {outfit.note && <span className="i2 t11 cut block">{outfit.note}</span>}
          <span className={`t11 block ${tone}`}>{stock}</span>
        </span>
        <Icon name="chevron-right" />
      </button>
    </li>
  )
}

interface PieceProps {
  item: Item
  swaps: Swaps
  swap: (to: string | false | undefined) => void
}

/** One piece: taken or left out, and another size where the store has none. */
export const Piece = ({ item, swaps, swap }: PieceProps) => {
  const { skuId, name, optionText, image, goods, others } = item
  const standing = standingOf(item)
  const chosen = chosenOf(item, swaps)
  const [here, tone] =
    standing === 'gone' || !goods
      ? ['已下架', 'danger']
      : standing === 'here'
        ? hereText(goods)
        : ['本店缺货', 'danger']
  return (
    <li className={`li outfit-piece${chosen ? '' : ' out'}`}>
      <button
        type="button"
        className={`tick${chosen ? ' on' : ''}`}
        aria-label={`带上${name} ${optionText}`}
        aria-pressed={chosen !== undefined}
        disabled={standing !== 'here' && !chosen}
        onClick={() => swap(chosen ? false : undefined)}
      >
        {chosen && <Icon name="check" size={12} />}
      </button>
      <Picture src={chosen?.image ?? image} icon="shopping-bag" word={name} size={48} />
      <span className="grow">
        <span className="row">
          <span className="m cut grow">{name}</span>
          {(chosen ?? goods) && (
            <b className="num">
              <Yuan amount={(chosen ?? goods)?.price ?? 0} />
            </b>
          )}
        </span>
        <span className="t11 cut block">
          <span className="i2">{optionText} </span>
          <span className={`m ${tone}`}>{here}</span>
          {standing === 'away' && goods && <span className="i2 goods-around">{nearbyText(goods)}</span>}
        </span>
        {others.length > 0 && (
          <span className="opts outfit-others" role="group" aria-label={`${name}换一个`}>
            {others.map((it) => (
              <button
                key={it.skuId}
                type="button"
                className={`opt-chip${chosen?.skuId === it.skuId ? ' sel' : ''}`}
                aria-pressed={chosen?.skuId === it.skuId}
                onClick={() => swap(swaps[skuId] === it.skuId ? undefined : it.skuId)}
              >
                {it.optionText} {it.here} 件
              </button>
            ))}
          </span>
        )}
      </span>
    </li>
  )
}
