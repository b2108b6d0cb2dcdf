import { useState } from 'react'
import type { Api } from '../../../../server/api'
import { useApi } from '../../api/useApi'
import { Icon } from '../../ui/Icon'
import { Picture } from '../../ui/Picture'
import { Yuan } from '../../ui/Yuan'
import { useSettled } from '../../ui/useSettled'
import { Dialog } from './Dialog'
import { TextInput } from './inputs'

export type Sku = Api['GET /console/skus']['response']['skus'][number]

export const skuName = ({ name, optionText }: Pick<Sku, 'name' | 'optionText'>): string =>
  optionText ? `${name} ${optionText}` : name

/** SKUs by id, as far as they are sold. */
export const useSkus = (ids: readonly string[]): Sku[] => {
  const { data } = useApi('GET /console/skus', {
    query: { ids: ids.slice(0, 100).join(',') || undefined, limit: 1 },
  })
  return ids.length > 0 ? (data?.answer.skus ?? []).filter((it) => ids.includes(it.skuId)) : []
}

interface DialogProps {
  title: string
  chosen: readonly string[]
  /** Chooses or takes away. */
  onPick: (sku: Sku) => void
  /** Several are chosen one after another, until the operator has done. */
  isMany?: boolean
  onClose: () => void
}

const Chosen = ({ count, onDone }: { count: number; onDone: () => void }) => (
  <>
    <span className="grow">已选 {count} 件</span>
    <button type="button" className="btn brand" onClick={onDone}>
      选好了
    </button>
  </>
)

export const SkuDialog = ({ title, chosen, onPick, onClose, isMany }: DialogProps) => {
  const [typed, setTyped] = useState('')
  const q = useSettled(typed.trim())
  const { data, error } = useApi('GET /console/skus', { query: { q: q || undefined, limit: 12 } })
  const skus = data?.answer.skus
  return (
    <Dialog
      wide
      title={title}
      onClose={onClose}
      {...(isMany ? { foot: <Chosen count={chosen.length} onDone={onClose} /> } : {})}
    >
      <TextInput
        label="找商品"
        placeholder="品名、品牌、拼音"
        value={typed}
        onChange={setTyped}
        width={280}
      />
      <div className="pick-list pick-tall">
        {!skus && !error && [0, 1, 2, 3, 4, 5].map((it) => <span key={it} className="bone pick-bone" />)}
        {!skus && error && <p className="pick-none">{error.message}</p>}
        {skus?.length === 0 && <p className="pick-none">没有找到“{q}”。换个词试试。</p>}
        <ul className="picks">
          {skus?.map((it) => (
            <li key={it.skuId}>
              <button
                type="button"
                className="pick-sku"
                aria-pressed={chosen.includes(it.skuId)}
                onClick={() => onPick(it)}
              >
                <Picture src={it.image} icon="shopping-bag" word={it.name} size={40} />
                <span className="grow cut">
                  <b className="m">{it.name}</b> <span className="i2">{it.optionText}</span>
                </span>
                <Yuan amount={it.price} />
                <span className={chosen.includes(it.skuId) ? 'pick-on' : 'pick-off'}>
                  {chosen.includes(it.skuId) ? '已选' : '选'}
                </span>
              </button>
            </li>
          ))}
        </ul>
      </div>
    </Dialog>
  )
}

interface ChooserProps {
  value: readonly string[]
  onChange: (ids: string[]) => void
  title?: string
}

/** The chosen SKUs as tokens, and the way to find more. */
export const SkuChooser = ({ value, onChange, title = '选商品' }: ChooserProps) => {
  const [isOpen, setOpen] = useState(false)
  const skus = useSkus(value)
  return (
    <>
      {skus.slice(0, 6).map((it) => (
        <span key={it.skuId} className="token">
          <span className="cut">{skuName(it)}</span>
          <button
            type="button"
            aria-label={`去掉${skuName(it)}`}
            onClick={() => onChange(value.filter((id) => id !== it.skuId))}
          >
            <Icon name="x" size={12} />
          </button>
        </span>
      ))}
      {value.length > 6 && <span className="i2">共 {value.length} 件</span>}
      <button type="button" className="more-b" onClick={() => setOpen(true)}>
        {value.length > 0 ? '再选' : title}
      </button>
      {isOpen && (
        <SkuDialog
          isMany
          title={title}
          chosen={value}
          onClose={() => setOpen(false)}
          onPick={({ skuId }) =>
            onChange(value.includes(skuId) ? value.filter((it) => it !== skuId) : [...value, skuId])
          }
        />
      )}
    </>
  )
}

interface OneProps {
  value: string | undefined
  onChange: (sku: Sku) => void
  title?: string
}

/** One SKU with its picture and price, and the way to another one. */
export const OneSku = ({ value, onChange, title = '选商品' }: OneProps) => {
  const [isOpen, setOpen] = useState(false)
  const [sku] = useSkus(value ? [value] : [])
  return (
    <>
      {sku && (
        <span className="one-sku">
          <Picture src={sku.image} icon="shopping-bag" word={sku.name} size={36} />
          <span className="cut">
            <b className="m">{sku.name}</b> <span className="i2">{sku.optionText}</span>
          </span>
          <span className="i2">
            原价 <Yuan amount={sku.price} />
          </span>
        </span>
      )}
      <button type="button" className="more-b" onClick={() => setOpen(true)}>
        {value ? '换一件' : title}
      </button>
      {isOpen && (
        <SkuDialog
          title={title}
          chosen={value ? [value] : []}
          onClose={() => setOpen(false)}
          onPick={(it) => {
            onChange(it)
            setOpen(false)
          }}
        />
      )}
    </>
  )
}
