import { useState } from 'react'
import type { Api } from '../../../../server/api'
import { useApi } from '../../api/useApi'
import { Icon } from '../../ui/Icon'
import { useSettled } from '../../ui/useSettled'
import { Dialog } from './Dialog'
import { Check, TextInput } from './inputs'
import { toggled } from './fields.rules'

type Stores = Api['GET /console/stores']['response']
const MOST = 500

interface ListProps {
  /** One takes the place of another. */
  single?: boolean | undefined
  answer: Stores | undefined
  chosen: readonly string[]
  onChange: (ids: string[]) => void
}

const StoreList = ({ answer, chosen, onChange, single }: ListProps) => {
  if (!answer)
    return (
      <div role="status" aria-label="正在读取门店">
        {[0, 1, 2, 3, 4, 5].map((it) => (
          <span key={it} className="bone pick-bone" />
        ))}
      </div>
    )
  const { stores, total } = answer
  if (stores.length === 0) return <p className="pick-none">没有找到。换个店名、城市或编号试试。</p>
  const ids = stores.map((it) => it.id)
  const isAll = ids.every((it) => chosen.includes(it))
  const all = isAll
    ? chosen.filter((it) => !ids.includes(it))
    : [...new Set([...chosen, ...ids])].slice(0, MOST)
  return (
    <>
      {!single && (
        <div className="pick-all">
          <Check checked={isAll} onChange={() => onChange(all)}>
            全选这 {stores.length} 家
          </Check>
          {total > stores.length && <span className="i2">还有 {total - stores.length} 家，搜一下更快</span>}
        </div>
      )}
      <ul className="picks">
        {stores.map((it) => (
          <li key={it.id}>
            <Check
              checked={chosen.includes(it.id)}
              disabled={!single && !chosen.includes(it.id) && chosen.length >= MOST}
              onChange={() => onChange(single ? [it.id] : toggled(chosen, it.id))}
            >
              <b className="m">{it.name}</b>
              <span className="i2">
                {it.city} {it.district}
              </span>
              <span className="i2 t11">{it.code}</span>
            </Check>
          </li>
        ))}
      </ul>
    </>
  )
}

interface DialogProps {
  single?: boolean
  title: string
  value: readonly string[]
  onDone: (ids: string[]) => void
  onClose: () => void
}

/** Chooses stores within the operator's reach, by city or by words. */
const StoreDialog = ({ title, value, onDone, onClose, single }: DialogProps) => {
  const [chosen, setChosen] = useState<string[]>([...value])
  const [typed, setTyped] = useState('')
  const [city, setCity] = useState<string>()
  const q = useSettled(typed.trim())
  const { data, error } = useApi('GET /console/stores', { query: { q: q || undefined, city, limit: 500 } })
  return (
    <Dialog
      wide
      title={title}
      onClose={onClose}
      foot={
        <>
          <span className="grow">已选 {chosen.length} 家</span>
          <button type="button" className="btn" disabled={chosen.length === 0} onClick={() => setChosen([])}>
            清空
          </button>
          <button type="button" className="btn brand" onClick={() => onDone(chosen)}>
            选好了
          </button>
        </>
      }
    >
      <TextInput label="找门店" placeholder="店名、区、编号" value={typed} onChange={setTyped} width={280} />
      <div className="pick-cols">
        <nav className="pick-cities" aria-label="城市">
          <button type="button" aria-pressed={!city} onClick={() => setCity(undefined)}>
            全部城市
          </button>
          {data?.answer.cities.map((it) => (
            <button
              key={it.name}
              type="button"
              aria-pressed={city === it.name}
              onClick={() => setCity(it.name)}
            >
              {it.name}
              <span className="i2">{it.stores}</span>
            </button>
          ))}
        </nav>
        <div className="pick-list">
          {error && !data ? (
            <p className="pick-none">{error.message}</p>
          ) : (
            <StoreList single={single} answer={data?.answer} chosen={chosen} onChange={setChosen} />
          )}
        </div>
      </div>
    </Dialog>
  )
}

/** Names of a few stores, for a line: `静安寺店、新天地店 等 12 家店`. */
export const useStoreNames = (ids: readonly string[]): string => {
  const few = ids.slice(0, 3)
  const { data } = useApi('GET /console/stores', { query: { ids: few.join(',') || undefined, limit: 3 } })
  if (ids.length === 0) return ''
  const names = few.flatMap((id) => data?.answer.stores.find((it) => it.id === id)?.name ?? [])
  if (names.length < few.length) return `${ids.length} 家店`
  return ids.length > few.length ? `${names.join('、')} 等 ${ids.length} 家店` : names.join('、')
}

interface ChooserProps {
  value: readonly string[]
  onChange: (ids: string[]) => void
  title?: string
}

/** The chosen stores as a token, and the way to change them. */
export const StoreChooser = ({ value, onChange, title = '选门店' }: ChooserProps) => {
  const [isOpen, setOpen] = useState(false)
  const words = useStoreNames(value)
  return (
    <>
      {value.length > 0 && (
        <span className="token">
          <Icon name="store" size={14} />
          <span className="cut">{words}</span>
        </span>
      )}
      <button type="button" className="more-b" onClick={() => setOpen(true)}>
        {value.length > 0 ? '改' : title}
      </button>
      {isOpen && (
        <StoreDialog
          title={title}
          value={value}
          onClose={() => setOpen(false)}
          onDone={(ids) => {
            onChange(ids)
            setOpen(false)
          }}
        />
      )}
    </>
  )
}

interface OneProps {
  value: string | undefined
  onChange: (storeId: string | undefined) => void
}

/** One store within the operator's reach. */
export const OneStore = ({ value, onChange }: OneProps) => {
  const [isOpen, setOpen] = useState(false)
  const words = useStoreNames(value ? [value] : [])
  return (
    <>
      {value && (
        <span className="token">
          <Icon name="store" size={14} />
          <span className="cut">{words}</span>
        </span>
      )}
      <button type="button" className="more-b" onClick={() => setOpen(true)}>
        {value ? '换一家' : '选门店'}
      </button>
      {isOpen && (
        <StoreDialog
          title="选一家门店"
          single
          value={value ? [value] : []}
          onClose={() => setOpen(false)}
          onDone={([id]) => {
            onChange(id)
            setOpen(false)
          }}
        />
      )}
    </>
  )
}
