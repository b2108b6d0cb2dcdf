import { useState } from 'react'
import { useApi } from '../../api/useApi'
import { Desk, useDesk } from '../campaigns/Desk'
import { Reading } from '../campaigns/Reading'
import { Check, Checks, InstantInput, Segmented, TextInput, WholeInput, YuanInput } from '../edit/inputs'
import { Field, Section } from '../edit/Section'
import { OneStore } from '../edit/StoreChooser'
import { useMe } from '../operator'
import { ServicePreview } from './ServicePreview'
import { draftOf, emptyForm, formOf, KINDS, PARTS, problemsOf, serviceKind } from './service.kind'
import type { Managed } from './service.kind'

const DAYS = ['一', '二', '三', '四', '五', '六', '日'].map((name, nth) => ({
  value: String(nth + 1),
  name: `周${name}`,
}))

interface AdvisersProps {
  storeId: string | undefined
  value: string[]
  onChange: (ids: string[]) => void
}
/** Guides of the store who can do it. */
const Advisers = ({ storeId, value, onChange }: AdvisersProps) =>
  storeId ? (
    <Chosen storeId={storeId} value={value} onChange={onChange} />
  ) : (
    <span className="i2">先选门店</span>
  )
const Chosen = ({ storeId, value, onChange }: AdvisersProps & { storeId: string }) => {
  const { data, error } = useApi('GET /console/advisers', { query: { storeId } })
  if (!data) return <span className="i2">{error ? error.message : '正在读取导购'}</span>
  const options = data.answer.advisers.map((it) => ({
    value: it.id,
    name: it.week.length > 0 ? it.name : `${it.name}（没排班）`,
  }))
  if (options.length === 0) return <span className="i2">这家店还没有导购</span>
  return <Checks options={options} value={value} onChange={onChange} />
}

/** Makes or changes one service of a store, with the phone beside it (OP-2, AP-1). */
export const ServiceDesk = ({ given }: { given?: Managed }) => {
  const me = useMe()
  const [now] = useState(() => Date.now())
  const desk = useDesk({
    kind: serviceKind,
    given,
    initial: given ? formOf(given) : emptyForm(now, me.storeIds),
    parts: PARTS,
    formOf,
    draftOf,
    problemsOf,
  })
  const { form, set, problems } = desk.editor
  const { locked, shut } = desk.lock
  return (
    <Desk
      desk={desk}
      title={form.title}
      sub={`${form.minutes ?? 0} 分钟 · 每场 ${form.capacity ?? 0} 位`}
      from={form.from}
      until={form.isEndless ? undefined : form.until}
      preview={<ServicePreview form={form} />}
    >
      <Section title="做什么">
        <Field label="类型" error={problems.kind} locked={locked}>
          <Segmented label="类型" options={KINDS} value={form.kind} onChange={(kind) => set({ kind })} />
        </Field>
        <Field label="名字" hint={`${form.title.length} / 20 字`} error={problems.title} locked={shut}>
          <TextInput
            label="名字"
            placeholder="例：秋冬妆容咨询"
            value={form.title}
            maxLength={20}
            onChange={(title) => set({ title })}
          />
        </Field>
        <Field label="一句话" error={problems.summary} locked={shut}>
          <TextInput
            label="一句话"
            placeholder="例：带走一份妆容建议"
            value={form.summary}
            maxLength={40}
            width={360}
            onChange={(summary) => set({ summary })}
          />
        </Field>
        <Field label="价格" error={problems.price} locked={shut} hint="到店付；免费写 0">
          <YuanInput label="价格" value={form.price} onChange={(price) => set({ price })} />
        </Field>
      </Section>
      <Section title="在哪，多久">
        <Field label="门店" error={problems.storeId} locked={locked} hint="开通了预约的门店">
          <OneStore value={form.storeId} onChange={(storeId) => set({ storeId, adviserIds: [] })} />
        </Field>
        <Field label="时长" error={problems.minutes} locked={locked} hint="一场接一场，按门店营业时间排">
          <WholeInput
            label="时长"
            after="分钟"
            value={form.minutes}
            onChange={(minutes) => set({ minutes })}
          />
        </Field>
        <Field
          label="同时"
          error={problems.capacity}
          locked={shut}
          hint={form.adviserIds.length > 0 ? '一场最多接当班又有空的顾问数' : '同一时间最多接几位'}
        >
          <WholeInput
            label="同时接待"
            after="位"
            value={form.capacity}
            onChange={(capacity) => set({ capacity })}
          />
        </Field>
        <Field label="哪几天" error={problems.days} locked={shut}>
          <Checks options={DAYS} value={form.days} onChange={(days) => set({ days })} />
        </Field>
        <Field
          label="顾问"
          error={problems.adviserIds}
          locked={shut}
          hint="选了顾问，只有他们在班又有空的时间能约；不选就按位数"
        >
          <Advisers
            storeId={form.storeId}
            value={form.adviserIds}
            onChange={(adviserIds) => set({ adviserIds })}
          />
        </Field>
      </Section>
      <Section title="开放">
        <Field label="开放" error={problems.from} locked={locked}>
          <InstantInput label="开放预约" value={form.from} onChange={(from) => set({ from })} />
        </Field>
        <Field label="停止" error={problems.until} locked={shut}>
          <Check checked={form.isEndless} onChange={(isEndless) => set({ isEndless })}>
            一直开放
          </Check>
          {!form.isEndless && (
            <InstantInput label="停止预约" value={form.until} onChange={(until) => set({ until })} />
          )}
        </Field>
      </Section>
    </Desk>
  )
}

/** The editor of a service that is there already. */
export const ServiceEditor = ({ id }: { id: string }) => {
  const { data, error, mutate } = useApi('GET /console/services/:serviceId', { params: { serviceId: id } })
  if (data?.answer.id !== id) return <Reading error={error} retry={() => void mutate()} />
  return <ServiceDesk key={id} given={data.answer} />
}
