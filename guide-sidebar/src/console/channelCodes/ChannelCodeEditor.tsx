import { useApi } from '../../api/useApi'
import { Desk, useDesk } from '../campaigns/Desk'
import { Reading } from '../campaigns/Reading'
import { GuideChooser } from '../edit/GuideChooser'
import { Segmented, TextInput } from '../edit/inputs'
import { Field, Section } from '../edit/Section'
import { OneStore } from '../edit/StoreChooser'
import { useMe } from '../operator'
import { ChannelCodePreview } from './ChannelCodePreview'
import { channelCodeKind, CHANNELS, draftOf, emptyForm, formOf, PARTS, problemsOf } from './channelCode.kind'
import type { CodeForm, Managed } from './channelCode.kind'
import { ShiftFields } from './DutyFields'
import { Attachments, WelcomeText } from './WelcomeFields'

const CARRIERS: readonly { value: CodeForm['carrier']; name: string }[] = [
  { value: 'qr', name: '活码' },
  { value: 'link', name: '获客链接' },
]
const WHO: readonly { value: CodeForm['who']; name: string }[] = [
  { value: 'guides', name: '导购' },
  { value: 'store', name: '门店' },
  { value: 'shifts', name: '按班次' },
]

/** Makes or changes one channel code, with the chat beside it (OP-2, GU-6b, JO-3). */
export const ChannelCodeDesk = ({ given }: { given?: Managed }) => {
  const me = useMe()
  const desk = useDesk({
    kind: channelCodeKind,
    given,
    initial: given ? formOf(given) : emptyForm(me.storeIds),
    parts: PARTS,
    formOf,
    draftOf,
    problemsOf,
  })
  const { form, set, problems } = desk.editor
  const { shut } = desk.lock
  return (
    <Desk desk={desk} title={form.title} sub={form.channel} preview={<ChannelCodePreview form={form} />}>
      <Section title="在哪里扫">
        <Field
          label="名字"
          hint={`后台里看的，${form.title.length} / 20 字`}
          error={problems.title}
          locked={shut}
        >
          <TextInput
            label="名字"
            placeholder="例：静安寺店收银台台卡"
            value={form.title}
            maxLength={20}
            onChange={(title) => set({ title })}
          />
        </Field>
        <Field
          label="做成"
          error={problems.carrier}
          locked={shut ?? (given && given.status !== 'draft' ? '启用后不能换' : undefined)}
          hint={
            form.carrier === 'link'
              ? '短信、网页里点开就能加导购；每位新顾客用掉一份获客助手的额度'
              : '印出来或放在屏幕上，扫一扫加导购'
          }
        >
          <Segmented
            label="做成"
            options={CARRIERS}
            value={form.carrier}
            onChange={(carrier) => set({ carrier })}
          />
        </Field>
        <Field label="渠道" error={problems.channel} locked={shut} hint="看效果时按它分">
          <TextInput
            label="渠道"
            value={form.channel}
            maxLength={20}
            width={160}
            onChange={(channel) => set({ channel })}
          />
          {CHANNELS.map((it) => (
            <button key={it} type="button" className="more-b" onClick={() => set({ channel: it })}>
              {it}
            </button>
          ))}
        </Field>
        <Field
          label="标签"
          error={problems.tags}
          locked={shut}
          hint="企业标签库里的标签名，用空格分开，可以不写"
        >
          <TextInput
            label="标签"
            placeholder="例：到店 护肤"
            value={form.tags}
            maxLength={200}
            onChange={(tags) => set({ tags })}
          />
        </Field>
      </Section>
      <Section title="由谁接待">
        <Field label="加到" locked={shut} hint={form.who === 'guides' ? '选几位就轮着加' : undefined}>
          <Segmented label="由谁接待" options={WHO} value={form.who} onChange={(who) => set({ who })} />
        </Field>
        {form.who === 'guides' && (
          <Field label="导购" error={problems.duty} locked={shut}>
            <GuideChooser value={form.guideIds} onChange={(guideIds) => set({ guideIds })} />
          </Field>
        )}
        {form.who === 'store' && (
          <Field label="门店" error={problems.duty} locked={shut} hint="店里在职的导购，人变了自动跟着变">
            <OneStore value={form.storeId} onChange={(storeId) => set({ storeId })} />
          </Field>
        )}
        {form.who === 'shifts' && <ShiftFields form={form} set={set} error={problems.duty} locked={shut} />}
      </Section>
      <Section title="欢迎语">
        <Field label="说什么" error={problems.welcome} locked={shut}>
          <WelcomeText form={form} set={set} />
        </Field>
        <Field label="附上" locked={shut}>
          <Attachments form={form} set={set} />
        </Field>
      </Section>
    </Desk>
  )
}

/** The editor of a code that is there already. */
export const ChannelCodeEditor = ({ id }: { id: string }) => {
  const { data, error, mutate } = useApi('GET /console/channel-codes/:codeId', { params: { codeId: id } })
  if (data?.answer.id !== id) return <Reading error={error} retry={() => void mutate()} />
  return <ChannelCodeDesk key={id} given={data.answer} />
}
