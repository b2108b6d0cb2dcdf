import { useState } from 'react'
import { call } from '../../api/client'
import type { Guide } from '../../api/storage'
import { useApi } from '../../api/useApi'
import { Avatar } from '../../ui/Avatar'
import { Sheet } from '../Sheet'
import { useAction } from '../useAction'
import type { Brought } from './delivery.rules'
import { Problem } from '../Problem'

interface Props {
  deliveryId: string
  guide: Guide
  close: () => void
  done: (brought: Brought) => void
}

/** Which colleague brings it (OR-5). */
export const AssignSheet = ({ deliveryId, guide, close, done }: Props) => {
  const { data, error } = useApi('GET /stores/:storeId/guides', { params: { storeId: guide.store.id } })
  const [courierId, setCourierId] = useState(guide.id)
  const { run, busy, failure } = useAction(() =>
    call('POST /deliveries/:deliveryId/assign', { params: { deliveryId }, body: { courierId } }),
  )
  const foot = (
    <button
      type="button"
      className="btn main"
      disabled={busy || !data}
      onClick={() => void run().then((it) => it && done(it))}
    >
      {busy ? '正在派单…' : courierId === guide.id ? '我来送' : '派给这位同事'}
    </button>
  )
  return (
    <Sheet title="谁去送" close={close} foot={foot}>
      {!data && <p className="none">{error ? error.message : '正在读取同事…'}</p>}
      {data?.answer.guides.map((it) => (
        <button
          key={it.id}
          type="button"
          className={it.id === courierId ? 'li place-row sel' : 'li place-row'}
          aria-pressed={it.id === courierId}
          onClick={() => setCourierId(it.id)}
        >
          <span className="radio" aria-hidden="true" />
          <Avatar name={it.name} src={it.avatar} size={32} />
          <span className="grow m">{it.id === guide.id ? `${it.name}（我）` : it.name}</span>
          <span className="i2">{it.role === 'manager' ? '店长' : '导购'}</span>
        </button>
      ))}
      <Problem text={failure?.message} />
    </Sheet>
  )
}
