import { useEffect, useState } from 'react'
import type { Api } from '../../../../server/api'
import { call } from '../../api/client'
import { useApi } from '../../api/useApi'
import { Chip } from '../../ui/Chip'
import { Icon } from '../../ui/Icon'
import { Picture } from '../../ui/Picture'
import { Yuan } from '../../ui/Yuan'
import { RowBones } from '../DeskSkeleton'
import { Problem } from '../Problem'
import { Sheet } from '../Sheet'
import { useAction } from '../useAction'
import type { NewLine } from './chain.rules'

const PAUSE_MS = 300
const USUAL_PIECES = 20

interface Props {
  chosen: readonly string[]
  choose: (line: NewLine) => void
  close: () => void
}

type Product = Api['GET /products/:spuId']['response']
type Add = (of: Product, sku: Product['skus'][number]) => void

/** Sizes or colours of a product, each to be chosen. */
const Skus = ({ spuId, chosen, add }: { spuId: string; chosen: readonly string[]; add: Add }) => {
  const { data, error } = useApi('GET /products/:spuId', { params: { spuId } })
  if (!data) return <p className="none">{error?.message ?? '正在读取规格…'}</p>
  return (
    <div className="sku-chips">
      {data.answer.skus.map((sku) => (
        <Chip key={sku.id} on={chosen.includes(sku.id)} toggle={() => add(data.answer, sku)}>
          {Object.values(sku.options).join(' ') || '标准款'}
        </Chip>
      ))}
    </div>
  )
}

/** Goods for a chain, found by words; of several sizes or colours each is a line of its own. */
export const GoodsSheet = ({ chosen, choose, close }: Props) => {
  const [typed, setTyped] = useState('')
  const [words, setWords] = useState('')
  const [open, setOpen] = useState<string>()
  useEffect(() => {
    const timer = setTimeout(() => setWords(typed.trim()), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [typed])
  const { data, error } = useApi('GET /products', {
    query: { q: words || undefined, sort: words ? 'relevance' : 'sold', limit: 20 },
  })
  const add: Add = (of, sku) =>
    choose({
      skuId: sku.id,
      name: of.name,
      optionText: Object.values(sku.options).join(' · '),
      image: sku.image,
      price: sku.price,
      chainPrice: undefined,
      quota: USUAL_PIECES,
    })
  const pick = useAction(async (spuId: string) => {
    const found = await call('GET /products/:spuId', { params: { spuId } })
    const [only] = found.skus
    if (only && found.skus.length === 1) add(found, only)
    else setOpen(spuId)
  })
  return (
    <Sheet
      title="选货"
      close={close}
      foot={
        <button type="button" className="btn main" onClick={close}>
          选好了 · {chosen.length} 样
        </button>
      }
    >
      <input
        className="field"
        type="search"
        value={typed}
        placeholder="商品名或品牌"
        aria-label="商品名或品牌"
        onChange={(event) => setTyped(event.target.value)}
      />
      <Problem text={(pick.failure ?? (data ? undefined : error))?.message} />
      {!data && !error && <RowBones />}
      <ul className="rows">
        {data?.answer.products.map((it) => (
          <li key={it.id}>
            <button type="button" className="li pick wide-row" onClick={() => void pick.run(it.id)}>
              <Picture src={it.image} icon="shopping-bag" word={it.name} size={44} />
              <span className="grow">
                <b className="m cut block">{it.name}</b>
                <span className="t11 i2">{it.skuCount} 个规格</span>
              </span>
              <b className="num">
                <Yuan amount={it.price} />
              </b>
              <Icon name={chosen.includes(it.skuId) ? 'check' : 'plus'} size={14} />
            </button>
            {open === it.id && <Skus spuId={it.id} chosen={chosen} add={add} />}
          </li>
        ))}
      </ul>
    </Sheet>
  )
}
