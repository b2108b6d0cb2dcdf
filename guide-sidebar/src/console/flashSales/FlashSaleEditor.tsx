import { useState } from 'react'
import { useApi } from '../../api/useApi'
import { Icon } from '../../ui/Icon'
import { Desk, useDesk } from '../campaigns/Desk'
import { Reading } from '../campaigns/Reading'
import { Check, ClockInput, DayInput, TextInput, WholeInput } from '../edit/inputs'
import { Field, Section } from '../edit/Section'
import { GoodsTable } from '../goods/GoodsTable'
import { MoreSkus } from '../goods/MoreSkus'
import { Places } from '../goods/Places'
import { isHead, useMe } from '../operator'
import { FlashSalePreview } from './FlashSalePreview'
import { draftOf, emptyForm, flashSaleKind, formOf, PARTS, problemsOf, windowOf } from './flashSale.kind'
import type { Managed } from './flashSale.kind'

interface TimesProps {
  times: string[]
  onChange: (times: string[]) => void
}
const MOST_TIMES = 8
/** Sessions of a day. */
const Times = ({ times, onChange }: TimesProps) => (
  <>
    {times.map((time, nth) => (
      <span key={nth} className="token token-time">
        <ClockInput
          label={`第 ${nth + 1} 场`}
          value={time}
          onChange={(it) => onChange(times.map((old, at) => (at === nth ? it : old)))}
        />
        {times.length > 1 && (
          <button
            type="button"
            aria-label={`去掉第 ${nth + 1} 场`}
            onClick={() => onChange(times.filter((_, at) => at !== nth))}
          >
            <Icon name="x" size={12} />
          </button>
        )}
      </span>
    ))}
    {times.length < MOST_TIMES && (
      <button type="button" className="more-b" onClick={() => onChange([...times, '12:00'])}>
        加一场
      </button>
    )}
  </>
)

/** Makes or changes one flash sale, with the phone beside it (OP-2, SO-2). */
export const FlashSaleDesk = ({ given }: { given?: Managed }) => {
  const me = useMe()
  const [now] = useState(() => Date.now())
  const desk = useDesk({
    kind: flashSaleKind,
    given,
    initial: given ? formOf(given) : emptyForm(now),
    parts: PARTS,
    formOf,
    draftOf,
    problemsOf,
  })
  const { form, set, problems } = desk.editor
  const { locked, shut } = desk.lock
  const { goods } = form
  return (
    <Desk
      desk={desk}
      title={form.title}
      sub={`每天 ${form.times.length} 场 · ${goods.items.length} 件商品`}
      {...windowOf(form)}
      preview={<FlashSalePreview form={form} />}
    >
      <Section title="场次">
        <Field label="名字" hint={`${form.title.length} / 20 字`} error={problems.title} locked={shut}>
          <TextInput
            label="名字"
            placeholder="例：晚八点秒杀"
            value={form.title}
            maxLength={20}
            onChange={(title) => set({ title })}
          />
        </Field>
        <Field label="日期" error={problems.days} locked={shut}>
          <DayInput
            label="第一天"
            value={form.firstDay}
            disabled={!desk.isDraft}
            onChange={(firstDay) => set({ firstDay })}
          />
          <span className="i2">到</span>
          <DayInput label="最后一天" value={form.lastDay} onChange={(lastDay) => set({ lastDay })} />
        </Field>
        <Field label="每天" error={problems.times} locked={locked}>
          <Times times={form.times} onChange={(times) => set({ times })} />
        </Field>
        <Field label="每场" error={problems.minutes} locked={locked} hint="抢完就早收场">
          <WholeInput
            label="每场多久"
            after="分钟"
            value={form.minutes}
            onChange={(minutes) => set({ minutes })}
          />
        </Field>
      </Section>
      <Section title="抢什么">
        <Field label="商品" error={problems.items} locked={locked}>
          <MoreSkus value={goods} onChange={(it) => set({ goods: it })} />
        </Field>
        <Field
          label="从哪出"
          error={problems.places}
          locked={locked}
          hint="填的是每一场的件数，提前一天留出来"
        >
          <Places
            value={goods.placeIds}
            mayWarehouse={isHead(me)}
            onChange={(placeIds) => set({ goods: { ...goods, placeIds } })}
          />
        </Field>
        <GoodsTable
          withLimit
          value={goods}
          priceName="秒杀价"
          disabled={Boolean(locked)}
          onChange={(it) => set({ goods: it })}
        />
      </Section>
      <Section title="叠加">
        <Field label="能同用" locked={locked}>
          <Check checked={form.withMember} onChange={(withMember) => set({ withMember })}>
            会员折扣
          </Check>
        </Field>
      </Section>
    </Desk>
  )
}

/** The editor of a flash sale that is there already. */
export const FlashSaleEditor = ({ id }: { id: string }) => {
  const { data, error, mutate } = useApi('GET /console/flash-sales/:flashSaleId', {
    params: { flashSaleId: id },
  })
  if (data?.answer.id !== id) return <Reading error={error} retry={() => void mutate()} />
  return <FlashSaleDesk key={id} given={data.answer} />
}
