import { useState } from 'react'
import { useApi } from '../../api/useApi'
import { Dialog } from './Dialog'
import { toggled } from './fields.rules'
import { Check } from './inputs'

interface Props {
  value: readonly string[]
  onChange: (ids: string[]) => void
}

/** Categories as tokens; a category holds all below it. */
export const CategoryChooser = ({ value, onChange }: Props) => {
  const [isOpen, setOpen] = useState(false)
  const { data } = useApi('GET /categories', {})
  const all = data?.answer.categories ?? []
  const tops = all.filter((it) => !it.parentId)
  return (
    <>
      {all
        .filter((it) => value.includes(it.id))
        .map((it) => (
          <span key={it.id} className="token">
            {it.name}
          </span>
        ))}
      <button type="button" className="more-b" onClick={() => setOpen(true)}>
        {value.length > 0 ? '改' : '选分类'}
      </button>
      {isOpen && (
        <Dialog
          wide
          title="选分类"
          onClose={() => setOpen(false)}
          foot={
            <>
              <span className="grow i2">选了大类，里面的小类都算</span>
              <button type="button" className="btn brand" onClick={() => setOpen(false)}>
                选好了
              </button>
            </>
          }
        >
          {tops.map((top) => (
            <div key={top.id} className="cat-g">
              <Check checked={value.includes(top.id)} onChange={() => onChange(toggled(value, top.id))}>
                <b className="m">{top.name}</b>
              </Check>
              <div>
                {all
                  .filter((it) => it.parentId === top.id)
                  .map((it) => (
                    <Check
                      key={it.id}
                      checked={value.includes(it.id) || value.includes(top.id)}
                      disabled={value.includes(top.id)}
                      onChange={() => onChange(toggled(value, it.id))}
                    >
                      {it.name}
                    </Check>
                  ))}
              </div>
            </div>
          ))}
        </Dialog>
      )}
    </>
  )
}
