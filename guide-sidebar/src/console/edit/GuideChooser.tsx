import { useState } from 'react'
import type { Api } from '../../../../server/api'
import { useApi } from '../../api/useApi'
import { Icon } from '../../ui/Icon'
import { useSettled } from '../../ui/useSettled'
import { Dialog } from './Dialog'
import { toggled } from './fields.rules'
import { Check, TextInput } from './inputs'

export type Guide = Api['GET /console/guides']['response']['guides'][number]
const MOST = 100

/** Some guides by id, in the order given; those not read yet are left out. */
export const useGuides = (ids: readonly string[]): Guide[] => {
  const few = ids.slice(0, MOST)
  const { data } = useApi('GET /console/guides', { query: { ids: few.join(',') || undefined, limit: MOST } })
  if (ids.length === 0) return []
  return few.flatMap((id) => data?.answer.guides.find((it) => it.id === id) ?? [])
}

interface DialogProps {
  single?: boolean | undefined
  title: string
  value: readonly string[]
  onDone: (ids: string[]) => void
  onClose: () => void
}
const GuideDialog = ({ single, title, value, onDone, onClose }: DialogProps) => {
  const [chosen, setChosen] = useState<string[]>([...value])
  const [typed, setTyped] = useState('')
  const q = useSettled(typed.trim())
  const { data, error } = useApi('GET /console/guides', { query: { q: q || undefined, limit: 100 } })
  const guides = data?.answer.guides
  return (
    <Dialog
      title={title}
      onClose={onClose}
      foot={
        <>
          <span className="grow">已选 {chosen.length} 位</span>
          <button
            type="button"
            className="btn brand"
            disabled={chosen.length === 0}
            onClick={() => onDone(chosen)}
          >
            选好了
          </button>
        </>
      }
    >
      <TextInput label="找导购" placeholder="姓名或门店" value={typed} onChange={setTyped} width={280} />
      {error && !data && <p className="pick-none">{error.message}</p>}
      {!error && !guides && (
        <div role="status" aria-label="正在读取导购">
          {[0, 1, 2, 3, 4].map((it) => (
            <span key={it} className="bone pick-bone" />
          ))}
        </div>
      )}
      {guides?.length === 0 && <p className="pick-none">没有找到。换个姓名或店名试试。</p>}
      <ul className="picks">
        {guides?.map((it) => (
          <li key={it.id}>
            <Check
              checked={chosen.includes(it.id)}
              disabled={!single && !chosen.includes(it.id) && chosen.length >= MOST}
              onChange={() => setChosen(single ? [it.id] : toggled(chosen, it.id))}
            >
              <b className="m">{it.name}</b>
              <span className="i2">{it.role === 'manager' ? '店长' : '导购'}</span>
              <span className="i2">{it.storeName}</span>
            </Check>
          </li>
        ))}
      </ul>
    </Dialog>
  )
}

interface Props {
  value: readonly string[]
  onChange: (ids: string[]) => void
  single?: boolean
  title?: string
}

/** The chosen guides as a token, and the way to change them. */
export const GuideChooser = ({ value, onChange, single, title = '选导购' }: Props) => {
  const [isOpen, setOpen] = useState(false)
  const guides = useGuides(value)
  const names = guides
    .slice(0, 3)
    .map((it) => it.name)
    .join('、')
  return (
    <>
      {value.length > 0 && (
        <span className="token">
          <Icon name="user-round" size={14} />
          <span className="cut">
            {value.length > 3 ? `${names} 等 ${value.length} 位` : names || `${value.length} 位`}
          </span>
        </span>
      )}
      <button type="button" className="more-b" onClick={() => setOpen(true)}>
        {value.length > 0 ? '改' : title}
      </button>
      {isOpen && (
        <GuideDialog
          title={title}
          single={single}
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
