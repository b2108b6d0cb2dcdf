import { useState } from 'react'
import type { ReactNode } from 'react'
import { useApi } from '../../api/useApi'
import { Chip, toggled } from '../../ui/Chip'
import { BOUGHT, CAME, isSame, STAGES, TIERS, type Draft } from './mass.rules'

/** Tags shown before all are asked for. */
const FEW = 12

interface Props {
  draft: Draft
  set: (change: Partial<Draft>) => void
}

/** 选人: whom of the own customers; nothing chosen is everybody (GU-4). */
export const WhoStep = ({ draft, set }: Props) => {
  const { data } = useApi('GET /mass-audience', {})
  const [isWhole, setWhole] = useState(false)
  const tags = data?.answer.tags ?? []
  const known = new Set(tags.map((it) => it.name))
  const shown = [...tags, ...draft.tags.filter((it) => !known.has(it)).map((name) => ({ name, count: 0 }))]
  const group = (legend: string, children: ReactNode) => (
    <fieldset className="choose">
      <legend>{legend}</legend>
      <div className="opts">{children}</div>
    </fieldset>
  )
  return (
    <section className="sec mass-who" aria-label="选人">
      {group(
        '会员',
        TIERS.map(([tier, word]) => (
          <Chip
            key={tier}
            on={draft.tiers.includes(tier)}
            toggle={() => set({ tiers: toggled(draft.tiers, tier) })}
          >
            {word}
          </Chip>
        )),
      )}
      {group(
        '阶段',
        STAGES.map(([stage, word]) => (
          <Chip
            key={stage}
            on={draft.stages.includes(stage)}
            toggle={() => set({ stages: toggled(draft.stages, stage) })}
          >
            {word}
          </Chip>
        )),
      )}
      {group(
        '买过没有',
        BOUGHT.map(([it, word]) => (
          <Chip
            key={word}
            on={isSame(draft.bought, it)}
            toggle={() => set({ bought: isSame(draft.bought, it) ? undefined : it })}
          >
            {word}
          </Chip>
        )),
      )}
      {group(
        '来过没有',
        CAME.map(([it, word]) => (
          <Chip
            key={word}
            on={isSame(draft.came, it)}
            toggle={() => set({ came: isSame(draft.came, it) ? undefined : it })}
          >
            {word}
          </Chip>
        )),
      )}
      {shown.length > 0 &&
        group(
          '标签',
          <>
            {shown
              .filter((it, at) => isWhole || at < FEW || draft.tags.includes(it.name))
              .map(({ name, count }) => (
                <Chip
                  key={name}
                  on={draft.tags.includes(name)}
                  toggle={() => set({ tags: toggled(draft.tags, name).slice(-10) })}
                >
                  {name}
                  <small className="mass-count">{count}</small>
                </Chip>
              ))}
            {!isWhole && shown.length > FEW && (
              <button type="button" className="link mass-all" onClick={() => setWhole(true)}>
                全部 {shown.length} 个
              </button>
            )}
          </>,
        )}
      {draft.tags.length > 1 &&
        group(
          '选了多个标签',
          <>
            <Chip on={draft.match === 'any'} toggle={() => set({ match: 'any' })}>
              有一个就算
            </Chip>
            <Chip on={draft.match === 'all'} toggle={() => set({ match: 'all' })}>
              要都有
            </Chip>
          </>,
        )}
    </section>
  )
}
