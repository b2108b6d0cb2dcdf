import { Field } from '../edit/Section'
import { FoldInput, TextInput, WholeInput, YuanInput } from '../edit/inputs'
import { yuanText } from '../edit/fields.rules'
import type { CouponForm } from './draft.rules'
import type { FormProps } from './formProps'

/** What the amounts come to, said in 折. */
const asFold = ({ threshold, off }: CouponForm): string => {
  if (!threshold || !off || off > threshold) return threshold === 0 ? '不满也能减' : ''
  return `刚好买到门槛时，相当于 ${Number((((threshold - off) / threshold) * 10).toFixed(1))} 折`
}

/** What the coupon gives, by its kind. */
export const BenefitRows = ({ form, set, problems, locked }: FormProps) => {
  const { kind } = form
  const full = (
    <YuanInput
      label="满"
      value={form.threshold}
      onChange={(threshold) => set({ threshold: threshold ?? 0 })}
    />
  )
  const most = <YuanInput label="最多减" value={form.most} onChange={(it) => set({ most: it })} />
  if (kind === 'amountOff')
    return (
      <Field label="优惠" hint={asFold(form)} error={problems.benefit} locked={locked}>
        满 {full} 减 <YuanInput label="减" value={form.off} onChange={(off) => set({ off })} />
      </Field>
    )
  if (kind === 'percentOff')
    return (
      <>
        <Field
          label="优惠"
          hint={form.threshold ? '' : '门槛写 0 就是无门槛'}
          error={problems.benefit}
          locked={locked}
        >
          满 {full} 打{' '}
          <FoldInput label="打几折" value={form.percent} onChange={(percent) => set({ percent })} />
        </Field>
        <Field label="封顶" hint="不写就不封顶" locked={locked}>
          最多减 {most}
        </Field>
      </>
    )
  if (kind === 'freeShipping')
    return (
      <Field label="优惠" hint="不写上限就全免" error={problems.benefit} locked={locked}>
        满 {full} 免运费，最多免 {most}
      </Field>
    )
  if (kind === 'gift')
    return (
      <Field label="送" hint="导购核销时照这个给" error={problems.benefit} locked={locked}>
        <TextInput
          label="送什么"
          placeholder="例：桂花奶茶 1 杯"
          value={form.gift}
          maxLength={30}
          onChange={(gift) => set({ gift })}
        />
      </Field>
    )
  return (
    <Field
      label="体验"
      hint={form.price ? `顾客付 ¥${yuanText(form.price)}，到店核销一次` : ''}
      error={problems.benefit}
      locked={locked}
    >
      <YuanInput label="卖价" value={form.price} onChange={(price) => set({ price })} />
      <TextInput
        label="体验什么"
        placeholder="例：肩颈护理 20 分钟"
        value={form.service}
        maxLength={30}
        onChange={(service) => set({ service })}
      />
    </Field>
  )
}

/** How many there are. */
export const QuotaRows = ({ form, set, problems, quotaLocked }: FormProps) => (
  <>
    <Field
      label="总量"
      error={problems['quota.total']}
      locked={quotaLocked}
      hint={
        form.kind === 'amountOff' && form.off && form.total
          ? `最多让利 ¥${yuanText(form.off * form.total).replace(/\B(?=(\d{3})+$)/g, ',')}`
          : undefined
      }
    >
      <WholeInput
        label="总量"
        after="张"
        width={128}
        value={form.total}
        onChange={(total) => set({ total })}
      />
    </Field>
    <Field
      label="每天"
      error={problems['quota.perDay']}
      locked={quotaLocked}
      hint="不写就不限；每天 0 点放出当天的"
    >
      <WholeInput
        label="每天限量"
        after="张"
        width={128}
        value={form.perDay}
        onChange={(perDay) => set({ perDay })}
      />
    </Field>
    <Field label="每人" error={problems['quota.perPerson']} locked={quotaLocked} hint="最多 20 张">
      <WholeInput
        label="每人限领"
        after="张"
        value={form.perPerson}
        onChange={(perPerson) => set({ perPerson })}
      />
    </Field>
  </>
)
