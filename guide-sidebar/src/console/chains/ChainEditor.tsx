import { useState } from 'react'
import { useApi } from '../../api/useApi'
import { Desk, useDesk } from '../campaigns/Desk'
import { Reading } from '../campaigns/Reading'
import { InstantInput, Segmented, TextArea, TextInput, WholeInput, WindowInput } from '../edit/inputs'
import { Field, Section } from '../edit/Section'
import { OneStore } from '../edit/StoreChooser'
import { GoodsTable } from '../goods/GoodsTable'
import { MoreSkus } from '../goods/MoreSkus'
import { useMe } from '../operator'
import { ChainPreview } from './ChainPreview'
import { chainKind, draftOf, emptyForm, formOf, movedTo, PARTS, problemsOf } from './chain.kind'
import type { Managed } from './chain.kind'

interface SourceProps {
  storeId: string | undefined
  value: string | undefined
  onChange: (placeId: string) => void
}
/** Where the goods come from: the pickup store's own shelf, or a warehouse that sends them there. */
const Source = ({ storeId, value, onChange }: SourceProps) => {
  const { data } = useApi('GET /console/stores', { query: { limit: 1 } })
  const options = [
    ...(storeId ? [{ value: storeId, name: '门店现货' }] : []),
    ...(data?.answer.warehouses ?? []).map(({ id, name }) => ({ value: id, name })),
  ]
  return <Segmented label="从哪出" options={options} value={value ?? ''} onChange={onChange} />
}

/** Makes or changes one chain, with the phone beside it (OP-2, GB-2). */
export const ChainDesk = ({ given }: { given?: Managed }) => {
  const me = useMe()
  const [now] = useState(() => Date.now())
  const desk = useDesk({
    kind: chainKind,
    given,
    initial: given ? formOf(given) : emptyForm(now, me.storeIds),
    parts: PARTS,
    formOf,
    draftOf,
    problemsOf,
  })
  const { form, set, problems } = desk.editor
  const { locked, shut } = desk.lock
  const { goods } = form
  const [sourceId] = goods.placeIds
  /** Goods from the shelf of the store go along with it to another. */
  const chooseStore = (storeId: string | undefined) =>
    set({
      storeId,
      ...(storeId && sourceId?.startsWith('sto_') ? { goods: movedTo(goods, storeId) } : {}),
    })
  return (
    <Desk
      desk={desk}
      title={form.title}
      sub={`${goods.items.length} 样商品 · 每人 ${form.perMember ?? 0} 份`}
      from={form.from}
      until={form.until}
      preview={<ChainPreview form={form} />}
    >
      <Section title="接什么">
        <Field label="名字" hint={`${form.title.length} / 20 字`} error={problems.title} locked={shut}>
          <TextInput
            label="名字"
            placeholder="例：周末囤货接龙"
            value={form.title}
            maxLength={20}
            onChange={(title) => set({ title })}
          />
        </Field>
        <Field label="说明" hint="接龙页上看得到" error={problems.note} locked={shut}>
          <TextArea
            label="说明"
            placeholder="例：到店会发通知，凭取货码来拿，不用排队。"
            value={form.note}
            maxLength={200}
            onChange={(note) => set({ note })}
          />
        </Field>
        <Field label="取货门店" error={problems.storeId} locked={locked} hint="货一次送到，大家凭码来取">
          <OneStore value={form.storeId} onChange={chooseStore} />
        </Field>
        <Field label="从哪出" error={problems.sourceId} locked={locked} hint="上线时就从库存里留出来">
          <Source
            storeId={form.storeId}
            value={sourceId}
            onChange={(it) => set({ goods: movedTo(goods, it) })}
          />
        </Field>
        <Field label="商品" error={problems.lines} locked={locked}>
          <MoreSkus value={goods} onChange={(it) => set({ goods: it })} />
        </Field>
        <GoodsTable
          value={goods}
          priceName="接龙价"
          disabled={Boolean(locked)}
          onChange={(it) => set({ goods: it })}
        />
        <Field label="每人" error={problems.perMember} locked={locked} hint="整个接龙里一共">
          <WholeInput
            label="每人限购"
            after="份"
            value={form.perMember}
            onChange={(perMember) => set({ perMember })}
          />
        </Field>
      </Section>
      <Section title="什么时候">
        <Field label="接龙" error={problems.from ?? problems.until} locked={shut}>
          <WindowInput
            label="接龙"
            from={form.from}
            until={form.until}
            isBegun={!desk.isDraft}
            onChange={(it) => set(it)}
          />
        </Field>
        <Field label="到店" error={problems.arrivesAt} locked={locked} hint="告诉大家哪天起可以来取">
          <InstantInput label="到店" value={form.arrivesAt} onChange={(arrivesAt) => set({ arrivesAt })} />
        </Field>
      </Section>
    </Desk>
  )
}

/** The editor of a chain that is there already. */
export const ChainEditor = ({ id }: { id: string }) => {
  const { data, error, mutate } = useApi('GET /console/chains/:chainId', { params: { chainId: id } })
  if (data?.answer.id !== id) return <Reading error={error} retry={() => void mutate()} />
  return <ChainDesk key={id} given={data.answer} />
}
