import { CategoryChooser } from '../edit/CategoryChooser'
import { Check, Checks, Radio, Segmented, TextArea, TextInput, WholeInput, WindowInput } from '../edit/inputs'
import { Field, Section } from '../edit/Section'
import { SkuChooser } from '../edit/SkuChooser'
import { StoreChooser } from '../edit/StoreChooser'
import { BenefitRows, QuotaRows } from './BenefitRows'
import { ofKind } from './draft.rules'
import type { Channel, Kind, Tier, Way } from './draft.rules'
import type { FormProps } from './formProps'

const KINDS: readonly { value: Kind; name: string }[] = [
  { value: 'amountOff', name: '满减' },
  { value: 'percentOff', name: '折扣' },
  { value: 'gift', name: '兑换' },
  { value: 'freeShipping', name: '运费' },
  { value: 'experience', name: '体验' },
]
const CHANNELS: readonly { value: Channel; name: string }[] = [
  { value: 'store', name: '门店' },
  { value: 'online', name: '小程序下单' },
]
const TIERS: readonly { value: Tier; name: string }[] = [
  { value: 'normal', name: '普通' },
  { value: 'silver', name: '银卡' },
  { value: 'gold', name: '金卡' },
]
const WAYS: readonly { value: Way; name: string }[] = [
  { value: 'page', name: '领券中心' },
  { value: 'scene', name: '扫门店码' },
  { value: 'arrival', name: '走近门店' },
  { value: 'guide', name: '导购发' },
  { value: 'event', name: '活动报名送' },
  { value: 'referral', name: '邀好友送' },
  { value: 'journey', name: '自动发放' },
  { value: 'order', name: '付款购买' },
]

const FaceSection = (props: FormProps) => {
  const { form, set, problems, locked, quotaLocked } = props
  return (
    <Section title="券面">
      <Field label="类型" locked={locked}>
        <Segmented label="类型" options={KINDS} value={form.kind} onChange={(it) => set(ofKind(it, form))} />
      </Field>
      <BenefitRows {...props} />
      <Field
        label="名字"
        hint={`顾客在券包里看到的，${form.title.length} / 20 字`}
        error={problems.title}
        locked={quotaLocked}
      >
        <TextInput
          label="名字"
          placeholder="例：初冬围炉满减券"
          value={form.title}
          maxLength={20}
          onChange={(title) => set({ title })}
        />
      </Field>
      <Field label="说明" error={problems.note} locked={quotaLocked}>
        <TextArea
          label="说明"
          placeholder="例：家居正价商品可用，特价除外"
          value={form.note}
          maxLength={120}
          onChange={(note) => set({ note })}
        />
      </Field>
    </Section>
  )
}

const WhereSection = ({ form, set, problems, locked, mayAll }: FormProps) => (
  <Section title="在哪用，买什么">
    <Field
      label="门店"
      error={problems['scope.storeIds'] ?? problems.scope}
      locked={locked}
      hint={mayAll ? undefined : '你负责的门店；全部门店的券由总部发'}
      end={form.where === 'some' ? `${form.storeIds.length} 店可用` : '全部门店可用'}
    >
      {mayAll && (
        <Segmented
          label="门店范围"
          options={[
            { value: 'all', name: '全部门店' },
            { value: 'some', name: '指定门店' },
          ]}
          value={form.where}
          onChange={(where) => set({ where })}
        />
      )}
      {form.where === 'some' && (
        <StoreChooser value={form.storeIds} onChange={(storeIds) => set({ storeIds })} />
      )}
    </Field>
    {(form.kind === 'amountOff' || form.kind === 'percentOff') && (
      <Field label="商品" error={problems['scope.skuIds'] ?? problems['scope.categoryIds']} locked={locked}>
        <Segmented
          label="商品范围"
          options={[
            { value: 'all', name: '全部商品' },
            { value: 'categories', name: '按分类' },
            { value: 'skus', name: '指定商品' },
          ]}
          value={form.what}
          onChange={(what) => set({ what })}
        />
        {form.what === 'categories' && (
          <CategoryChooser value={form.categoryIds} onChange={(categoryIds) => set({ categoryIds })} />
        )}
        {form.what === 'skus' && <SkuChooser value={form.skuIds} onChange={(skuIds) => set({ skuIds })} />}
      </Field>
    )}
    <Field label="渠道" error={problems['scope.channels']} locked={locked}>
      <Checks options={CHANNELS} value={form.channels} onChange={(channels) => set({ channels })} />
    </Field>
  </Section>
)

const ClaimSection = ({ form, set, problems, locked, quotaLocked, isBegun }: FormProps) => (
  <Section title="怎么领">
    <Field label="谁能领" error={problems.audience} locked={locked}>
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
      {form.who === 'new' && <span className="i2">入会 30 天内</span>}
      {form.who === 'tiers' && (
        <Checks options={TIERS} value={form.tiers} onChange={(tiers) => set({ tiers })} />
      )}
    </Field>
    <Field label="领法" error={problems.ways} locked={locked}>
      <Checks
        options={WAYS.filter((it) => (form.kind === 'experience') === (it.value === 'order'))}
        value={form.ways}
        onChange={(ways) => set({ ways })}
      />
    </Field>
    <Field label="发放" error={problems.claim} locked={quotaLocked}>
      <WindowInput
        label="领取"
        from={form.from}
        until={form.until}
        isBegun={isBegun}
        onChange={(it) => set(it)}
      />
    </Field>
    <Field label="有效" error={problems.validity} locked={locked}>
      <Radio checked={form.lasting === 'days'} onChange={() => set({ lasting: 'days' })}>
        领后
      </Radio>
      <WholeInput
        label="领后几天有效"
        after="天"
        width={80}
        value={form.days}
        onChange={(days) => set({ days, lasting: 'days' })}
      />
      <Radio checked={form.lasting === 'fixed'} onChange={() => set({ lasting: 'fixed' })}>
        固定日期
      </Radio>
      {form.lasting === 'fixed' && (
        <WindowInput
          label="有效"
          from={form.validFrom}
          until={form.validUntil}
          onChange={({ from, until }) => set({ validFrom: from, validUntil: until })}
        />
      )}
    </Field>
  </Section>
)

const StackSection = ({ form, set, locked }: FormProps) => (
  <Section title="叠加">
    <Field label="能同用" locked={locked}>
      <Check checked={form.member} onChange={(member) => set({ member })}>
        会员折扣
      </Check>
      <Check checked={form.coupons} onChange={(coupons) => set({ coupons })}>
        其他类型的券
      </Check>
    </Field>
    <Field label="退款" hint="全退且没过期，券回到券包；部分退按比例退，券不返还">
      {null}
    </Field>
  </Section>
)

/** Everything that is decided of a coupon, in the order it is thought about (CO-1). */
export const CouponForm = (props: FormProps) => (
  <>
    <FaceSection {...props} />
    <WhereSection {...props} />
    <ClaimSection {...props} />
    {(props.form.kind === 'amountOff' ||
      props.form.kind === 'percentOff' ||
      props.form.kind === 'freeShipping') && <StackSection {...props} />}
    <Section title="总量">
      <QuotaRows {...props} />
    </Section>
  </>
)
