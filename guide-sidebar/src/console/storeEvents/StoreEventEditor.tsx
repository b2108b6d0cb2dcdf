import { useState } from 'react'
import { useApi } from '../../api/useApi'
import { Desk, useDesk } from '../campaigns/Desk'
import { Reading } from '../campaigns/Reading'
import { Checks, InstantInput, Segmented, TextArea, TextInput, WholeInput, WindowInput } from '../edit/inputs'
import { GivenCoupon, useGivenCoupons } from '../edit/GivenCoupon'
import { Field, Section } from '../edit/Section'
import { OneStore } from '../edit/StoreChooser'
import { useMe } from '../operator'
import { ImageChooser } from './ImageChooser'
import { StoreEventPreview } from './StoreEventPreview'
import { draftOf, emptyForm, formOf, KINDS, PARTS, problemsOf, storeEventKind } from './storeEvent.kind'
import type { Managed } from './storeEvent.kind'

/** Makes or changes one store event, with the phone beside it (OP-2, AP-2). */
export const StoreEventDesk = ({ given }: { given?: Managed }) => {
  const me = useMe()
  const [now] = useState(() => Date.now())
  const coupons = useGivenCoupons('event')
  const desk = useDesk({
    kind: storeEventKind,
    given,
    initial: given ? formOf(given) : emptyForm(now, me.storeIds),
    parts: PARTS,
    formOf,
    draftOf,
    problemsOf,
  })
  const { form, set, problems } = desk.editor
  const { locked, shut } = desk.lock
  const couponTitle = coupons.find((it) => it.id === form.couponId)?.title
  return (
    <Desk
      desk={desk}
      title={form.title}
      sub={form.quota ? `${form.quota} 个名额` : undefined}
      from={form.signUpFrom}
      until={form.end}
      preview={<StoreEventPreview form={form} couponTitle={couponTitle} />}
    >
      <Section title="活动">
        <Field label="类型" error={problems.kind} locked={locked}>
          <Segmented label="类型" options={KINDS} value={form.kind} onChange={(kind) => set({ kind })} />
        </Field>
        <Field label="名字" hint={`${form.title.length} / 30 字`} error={problems.title} locked={shut}>
          <TextInput
            label="名字"
            placeholder="例：冬日香氛调制工坊"
            value={form.title}
            maxLength={30}
            width={320}
            onChange={(title) => set({ title })}
          />
        </Field>
        <Field label="一句话" error={problems.summary} locked={shut}>
          <TextInput
            label="一句话"
            placeholder="例：调一支自己的香薰蜡烛带回家"
            value={form.summary}
            maxLength={60}
            width={420}
            onChange={(summary) => set({ summary })}
          />
        </Field>
        <Field label="详情" error={problems.detail} locked={shut} hint="一行一段">
          <TextArea
            label="详情"
            value={form.detail}
            maxLength={2000}
            onChange={(detail) => set({ detail })}
          />
        </Field>
        <Field label="图片" error={problems.image} locked={shut}>
          <ImageChooser value={form.image} onChange={(image) => set({ image })} />
        </Field>
      </Section>
      <Section title="时间地点">
        <Field label="门店" error={problems.storeId} locked={locked}>
          <OneStore value={form.storeId} onChange={(storeId) => set({ storeId })} />
        </Field>
        <Field label="活动" error={problems.start ?? problems.end} locked={locked}>
          <WindowInput
            label="活动"
            from={form.start}
            until={form.end}
            onChange={({ from, until }) => set({ start: from, end: until })}
          />
        </Field>
        <Field label="报名" error={problems.signUpFrom ?? problems.signUpUntil} locked={locked}>
          <WindowInput
            label="报名"
            from={form.signUpFrom}
            until={form.signUpUntil}
            onChange={({ from, until }) => set({ signUpFrom: from, signUpUntil: until })}
          />
        </Field>
        <Field label="取消" error={problems.cancelUntil} locked={locked} hint="在这之前顾客能自己取消">
          <InstantInput
            label="最晚取消"
            value={form.cancelUntil}
            onChange={(cancelUntil) => set({ cancelUntil })}
          />
        </Field>
      </Section>
      <Section title="名额与人群">
        <Field label="名额" error={problems.quota} locked={shut}>
          <WholeInput label="名额" after="位" value={form.quota} onChange={(quota) => set({ quota })} />
        </Field>
        <Field label="候补" error={problems.line} locked={shut} hint="有人取消，第一位自动补上；0 就不候补">
          <WholeInput label="候补" after="位" value={form.line} onChange={(line) => set({ line })} />
        </Field>
        <Field label="谁能报" error={problems.audience} locked={locked}>
          <Segmented
            label="人群"
            options={[
              { value: 'all', name: '所有会员' },
              { value: 'new', name: '新会员' },
              { value: 'tiers', name: '按等级' },
            ]}
            value={form.who}
            onChange={(who) => set({ who })}
          />
          {form.who === 'tiers' && (
            <Checks
              options={[
                { value: 'normal', name: '普通' },
                { value: 'silver', name: '银卡' },
                { value: 'gold', name: '金卡' },
              ]}
              value={form.tiers}
              onChange={(tiers) => set({ tiers })}
            />
          )}
        </Field>
      </Section>
      <Section title="礼">
        <Field label="报名送" error={problems.couponId} locked={locked} hint="领法里选了“活动报名送”的券">
          <GivenCoupon
            way="event"
            label="报名送的券"
            none="不送券"
            value={form.couponId}
            onChange={(couponId) => set({ couponId })}
          />
        </Field>
        <Field label="晒图" error={problems.photoPoints} locked={shut} hint="审核通过后到账；0 就不送">
          <WholeInput
            label="晒图积分"
            after="积分"
            width={112}
            value={form.photoPoints}
            onChange={(photoPoints) => set({ photoPoints })}
          />
        </Field>
      </Section>
    </Desk>
  )
}

/** The editor of a store event that is there already. */
export const StoreEventEditor = ({ id }: { id: string }) => {
  const { data, error, mutate } = useApi('GET /console/store-events/:eventId', { params: { eventId: id } })
  if (data?.answer.id !== id) return <Reading error={error} retry={() => void mutate()} />
  return <StoreEventDesk key={id} given={data.answer} />
}
