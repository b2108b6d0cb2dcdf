import { GivenCoupon } from '../edit/GivenCoupon'
import { TextArea, TextInput } from '../edit/inputs'
import { MOST_ATTACHMENTS, NAMES, newAttachment, PAGES } from './channelCode.kind'
import type { AttachmentForm, CodeForm } from './channelCode.kind'

const KINDS: readonly { kind: AttachmentForm['kind']; name: string }[] = [
  { kind: 'coupon', name: '加一张券' },
  { kind: 'page', name: '加小程序页面' },
  { kind: 'link', name: '加链接' },
]

interface RowProps {
  it: AttachmentForm
  nth: number
  change: (change: Partial<AttachmentForm>) => void
  remove: () => void
}
const Row = ({ it, nth, change, remove }: RowProps) => (
  <div className="cc-row">
    {it.kind === 'coupon' && (
      <GivenCoupon
        way="guide"
        label={`第 ${nth} 张券`}
        value={it.couponId}
        onChange={(couponId) => change({ couponId })}
        none="选一张导购可发的券"
      />
    )}
    {it.kind === 'page' && (
      <select
        className="inp"
        aria-label={`第 ${nth} 张卡片打开`}
        value={it.page}
        onChange={(event) => change({ page: event.target.value })}
      >
        {(PAGES.some(({ value }) => value === it.page)
          ? PAGES
          : [...PAGES, { value: it.page, name: it.page }]
        ).map(({ value, name }) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </select>
    )}
    {it.kind !== 'coupon' && (
      <TextInput
        label={`第 ${nth} 张卡片的标题`}
        placeholder="卡片标题"
        value={it.title}
        maxLength={it.kind === 'page' ? 20 : 40}
        width={180}
        onChange={(title) => change({ title })}
      />
    )}
    {it.kind === 'link' && (
      <TextInput
        label={`第 ${nth} 个链接`}
        placeholder="https://"
        value={it.url}
        maxLength={500}
        width={220}
        onChange={(url) => change({ url })}
      />
    )}
    <span className="grow" />
    <button type="button" className="more-b" aria-label={`删掉第 ${nth} 张`} onClick={remove}>
      删掉
    </button>
  </div>
)

interface Props {
  form: CodeForm
  set: (change: Partial<CodeForm>) => void
}

/** The text of a welcome, with names to put in. */
export const WelcomeText = ({ form, set }: Props) => (
  <div className="cc-rows">
    <TextArea
      label="欢迎语"
      value={form.text}
      maxLength={600}
      width={460}
      placeholder="例：{顾客}你好，我是{门店}的{导购}"
      onChange={(text) => set({ text })}
    />
    <div className="cc-adds">
      <span className="i2">插入</span>
      {NAMES.map((name) => (
        <button
          key={name}
          type="button"
          className="more-b"
          onClick={() => set({ text: `${form.text}${name}` })}
        >
          {name.slice(1, -1)}
        </button>
      ))}
      <span className="i2">{form.text.length} / 600 字</span>
    </div>
  </div>
)

/** What goes out behind the text. */
export const Attachments = ({ form, set }: Props) => {
  const { attachments } = form
  const put = (at: number, next: AttachmentForm[]) =>
    set({ attachments: [...attachments.slice(0, at), ...next, ...attachments.slice(at + 1)] })
  return (
    <div className="cc-rows">
      {attachments.map((it, at) => (
        <Row
          key={at}
          it={it}
          nth={at + 1}
          change={(change) => put(at, [{ ...it, ...change }])}
          remove={() => put(at, [])}
        />
      ))}
      <div className="cc-adds">
        {attachments.length < MOST_ATTACHMENTS ? (
          KINDS.map(({ kind, name }) => (
            <button
              key={kind}
              type="button"
              className="more-b"
              onClick={() => set({ attachments: [...attachments, newAttachment(kind)] })}
            >
              {name}
            </button>
          ))
        ) : (
          <span className="i2">企业微信最多附 9 张</span>
        )}
      </div>
    </div>
  )
}
