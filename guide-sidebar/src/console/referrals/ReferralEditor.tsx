import { useState } from 'react'
import { useApi } from '../../api/useApi'
import { Desk, useDesk } from '../campaigns/Desk'
import { Reading } from '../campaigns/Reading'
import { GivenCoupon, useGivenCoupons } from '../edit/GivenCoupon'
import { TextInput, WholeInput, WindowInput, YuanInput } from '../edit/inputs'
import { Field, Section } from '../edit/Section'
import { ReferralPreview } from './ReferralPreview'
import { draftOf, emptyForm, formOf, PARTS, problemsOf, referralKind } from './referral.kind'
import type { Managed } from './referral.kind'

/** Makes or changes one referral campaign, with the phone beside it (OP-2, SO-4). */
export const ReferralDesk = ({ given }: { given?: Managed }) => {
  const [now] = useState(() => Date.now())
  const coupons = useGivenCoupons('referral')
  const desk = useDesk({
    kind: referralKind,
    given,
    initial: given ? formOf(given) : emptyForm(now),
    parts: PARTS,
    formOf,
    draftOf,
    problemsOf,
  })
  const { form, set, problems } = desk.editor
  const { locked, shut } = desk.lock
  const faceOf = (couponId: string | undefined) => coupons.find((it) => it.id === couponId)?.face
  return (
    <Desk
      desk={desk}
      title={form.title}
      from={form.from}
      until={form.until}
      preview={
        <ReferralPreview
          form={form}
          inviter={faceOf(form.inviterCouponId) ?? given?.inviterCoupon}
          friend={faceOf(form.friendCouponId) ?? given?.friendCoupon}
        />
      }
    >
      <Section title="活动">
        <Field label="名字" hint={`${form.title.length} / 20 字`} error={problems.title} locked={shut}>
          <TextInput
            label="名字"
            placeholder="例：邀好友，各得 25 元"
            value={form.title}
            maxLength={20}
            onChange={(title) => set({ title })}
          />
        </Field>
        <Field label="时间" error={problems.from ?? problems.until} locked={shut}>
          <WindowInput
            label="活动"
            from={form.from}
            until={form.until}
            isBegun={!desk.isDraft}
            onChange={(it) => set(it)}
          />
        </Field>
      </Section>
      <Section title="奖励">
        <Field label="邀请人" error={problems.inviterCouponId} locked={locked}>
          <GivenCoupon
            way="referral"
            label="送邀请人的券"
            none="选一张券"
            value={form.inviterCouponId}
            onChange={(inviterCouponId) => set({ inviterCouponId })}
          />
        </Field>
        <Field
          label="好友"
          error={problems.friendCouponId}
          locked={locked}
          hint="领法里选了“邀好友送”的券才在这里"
        >
          <GivenCoupon
            way="referral"
            label="送好友的券"
            none="选一张券"
            value={form.friendCouponId}
            onChange={(friendCouponId) => set({ friendCouponId })}
          />
        </Field>
        <Field label="每人" error={problems.perInviter} locked={locked}>
          <WholeInput
            label="每人最多邀"
            before="最多邀"
            after="位"
            width={128}
            value={form.perInviter}
            onChange={(perInviter) => set({ perInviter })}
          />
        </Field>
      </Section>
      <Section title="条件">
        <Field label="首单满" error={problems.leastOrder} locked={locked} hint="不限金额写 0">
          <YuanInput label="首单满" value={form.leastOrder} onChange={(leastOrder) => set({ leastOrder })} />
        </Field>
        <Field
          label="期限"
          error={problems.orderWithinDays}
          locked={locked}
          hint="好友加入后几天内下首单才算"
        >
          <WholeInput
            label="首单期限"
            after="天"
            value={form.orderWithinDays}
            onChange={(orderWithinDays) => set({ orderWithinDays })}
          />
        </Field>
      </Section>
    </Desk>
  )
}

/** The editor of a referral campaign that is there already. */
export const ReferralEditor = ({ id }: { id: string }) => {
  const { data, error, mutate } = useApi('GET /console/referrals/:referralId', { params: { referralId: id } })
  if (data?.answer.id !== id) return <Reading error={error} retry={() => void mutate()} />
  return <ReferralDesk key={id} given={data.answer} />
}
