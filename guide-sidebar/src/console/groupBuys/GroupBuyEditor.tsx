import { useState } from 'react'
import { useApi } from '../../api/useApi'
import { Desk, useDesk } from '../campaigns/Desk'
import { Reading } from '../campaigns/Reading'
import { Check, Checks, Segmented, TextInput, WholeInput, WindowInput } from '../edit/inputs'
import { Field, Section } from '../edit/Section'
import { MoreSkus } from '../goods/MoreSkus'
import { GoodsTable } from '../goods/GoodsTable'
import { Places } from '../goods/Places'
import { isHead, useMe } from '../operator'
import { GroupBuyPreview } from './GroupBuyPreview'
import { draftOf, emptyForm, formOf, groupBuyKind, PARTS, problemsOf } from './groupBuy.kind'
import type { Draft, Managed } from './groupBuy.kind'

const WAYS: readonly { value: Draft['ways'][number]; name: string }[] = [
  { value: 'pickup', name: '到店自提' },
  { value: 'express', name: '快递到家' },
]

/** Makes or changes one group buy, with the phone beside it (OP-2, GB-1). */
export const GroupBuyDesk = ({ given }: { given?: Managed }) => {
  const me = useMe()
  const [now] = useState(() => Date.now())
  const desk = useDesk({
    kind: groupBuyKind,
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
      sub={form.size ? `${form.size} 人团 · ${goods.items.length} 个规格` : undefined}
      from={form.from}
      until={form.until}
      preview={<GroupBuyPreview form={form} />}
    >
      <Section title="拼什么">
        <Field
          label="名字"
          hint={`后台里看的，${form.title.length} / 20 字`}
          error={problems.title}
          locked={shut}
        >
          <TextInput
            label="名字"
            placeholder="例：双旦茶具 3 人团"
            value={form.title}
            maxLength={20}
            onChange={(title) => set({ title })}
          />
        </Field>
        <Field label="商品" error={problems.skus ?? problems.spuId} locked={locked} hint="一件商品的几个规格">
          <MoreSkus oneProduct value={goods} onChange={(it) => set({ goods: it })} />
        </Field>
        <Field label="从哪出" error={problems.places} locked={locked} hint="上线时就从库存里留出来">
          <Places
            value={goods.placeIds}
            mayWarehouse={isHead(me)}
            onChange={(placeIds) => set({ goods: { ...goods, placeIds } })}
          />
        </Field>
        <GoodsTable
          value={goods}
          priceName="拼团价"
          disabled={Boolean(locked)}
          onChange={(it) => set({ goods: it })}
        />
      </Section>
      <Section title="怎么成团">
        <Field label="人数" error={problems.size} locked={locked}>
          <WholeInput label="成团人数" after="人" value={form.size} onChange={(size) => set({ size })} />
        </Field>
        <Field label="时限" error={problems.hours} locked={locked} hint="开团后这么久没满，自动退款">
          <WholeInput label="成团时限" after="小时" value={form.hours} onChange={(hours) => set({ hours })} />
        </Field>
        <Field label="自动成团" error={problems.formFrom} locked={locked}>
          <Check checked={form.isAuto} onChange={(isAuto) => set({ isAuto })}>
            到点没满也成团，只要付了款的不少于
          </Check>
          <WholeInput
            label="自动成团人数"
            after="人"
            width={72}
            value={form.formFrom}
            onChange={(formFrom) => set({ formFrom })}
          />
        </Field>
        <Field label="每人" error={problems.perMember} locked={locked} hint="整个活动里一共">
          <WholeInput
            label="每人限购"
            after="件"
            value={form.perMember}
            onChange={(perMember) => set({ perMember })}
          />
        </Field>
      </Section>
      <Section title="时间与拿货">
        <Field label="活动" error={problems.from ?? problems.until} locked={shut}>
          <WindowInput
            label="活动"
            from={form.from}
            until={form.until}
            isBegun={!desk.isDraft}
            onChange={(it) => set(it)}
          />
        </Field>
        <Field label="拿货" error={problems.ways} locked={locked}>
          <Checks options={WAYS} value={form.ways} onChange={(ways) => set({ ways })} />
        </Field>
        {form.ways.includes('pickup') && (
          <Field label="自提" error={problems.pickupAt} locked={locked}>
            <Segmented
              label="自提在哪"
              options={[
                { value: 'leaderStore', name: '都在团长的门店' },
                { value: 'anyStore', name: '各选各的门店' },
              ]}
              value={form.pickupAt}
              onChange={(pickupAt) => set({ pickupAt })}
            />
          </Field>
        )}
      </Section>
    </Desk>
  )
}

/** The editor of a group buy that is there already. */
export const GroupBuyEditor = ({ id }: { id: string }) => {
  const { data, error, mutate } = useApi('GET /console/group-buys/:groupBuyId', {
    params: { groupBuyId: id },
  })
  if (data?.answer.id !== id) return <Reading error={error} retry={() => void mutate()} />
  return <GroupBuyDesk key={id} given={data.answer} />
}
