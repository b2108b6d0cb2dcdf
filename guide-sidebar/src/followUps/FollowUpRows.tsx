import { useState } from 'react'
import type { Guide } from '../api/storage'
import { FollowUpRow } from './FollowUpRow'
import { FollowUpSheet } from './FollowUpSheet'
import type { FollowUp } from './followUps.rules'

interface Props {
  followUps: readonly FollowUp[]
  now: number
  guide: Guide
  /** On the desk, where customers differ. */
  withCustomer?: boolean
  /** They are to be read again; with a word where something became of one. */
  changed: (word?: string) => void
}

/** Things to do, each opened by a tap. */
export const FollowUpRows = ({ followUps, now, guide, withCustomer, changed }: Props) => {
  const [opened, setOpened] = useState<FollowUp>()
  const seen = opened && (followUps.find((it) => it.id === opened.id) ?? opened)
  return (
    <>
      <ul>
        {followUps.map((it) => (
          <FollowUpRow
            key={it.id}
            followUp={it}
            now={now}
            withCustomer={withCustomer}
            open={() => setOpened(it)}
          />
        ))}
      </ul>
      {seen && (
        <FollowUpSheet
          key={seen.id}
          followUp={seen}
          guide={guide}
          close={() => setOpened(undefined)}
          done={(word) => {
            setOpened(undefined)
            changed(word)
          }}
          stale={() => changed()}
        />
      )}
    </>
  )
}
