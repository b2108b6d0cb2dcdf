import { useState } from 'react'
import type { Guide } from '../api/storage'
import { useApi } from '../api/useApi'
import { Bone } from '../ui/Bone'
import { Icon } from '../ui/Icon'
import { FollowUpRows } from './FollowUpRows'
import { NewSheet } from './NewSheet'

interface Props {
  externalUserId: string
  name: string
  guide: Guide
  /** Said to the guide. */
  tell: (word: string) => void
}

const SETTLED_SHOWN = 2

/** 跟进 on the customer's card: what is to be done for them and what was done last (GU-1, GU-5). */
export const FollowUps = ({ externalUserId, name, guide, tell }: Props) => {
  const { data, error, mutate } = useApi('GET /customers/:externalUserId/follow-ups', {
    params: { externalUserId },
  })
  const [isNew, setNew] = useState(false)
  const { open = [], settled = [] } = data?.answer ?? {}
  const changed = (word?: string) => {
    if (word) tell(word)
    void mutate()
  }
  return (
    <section className="sec" aria-label="跟进">
      <div className="sec-h">
        <h2>跟进</h2>
        {open.length > 0 && <span className="i2 t11">{open.length} 件没办</span>}
        <button type="button" className="more link" onClick={() => setNew(true)}>
          记跟进
          <Icon name="chevron-right" size={14} />
        </button>
      </div>
      {!data && !error && <Bone w="60%" h={14} />}
      {!data && error && (
        <button type="button" className="again" onClick={() => void mutate()}>
          跟进没有读到，再试一次
        </button>
      )}
      {data && open.length + settled.length === 0 && (
        <p className="none">答应了什么、哪天再联系，记在这里，到时企业微信提醒你。</p>
      )}
      <FollowUpRows
        followUps={[...open, ...settled.slice(0, SETTLED_SHOWN)]}
        now={data?.at ?? 0}
        guide={guide}
        changed={changed}
      />
      {isNew && (
        <NewSheet
          externalUserId={externalUserId}
          name={name}
          close={() => setNew(false)}
          done={() => {
            setNew(false)
            changed('记下了，到时提醒你')
          }}
        />
      )}
    </section>
  )
}
