import { useState } from 'react'
import { call } from '../../api/client'
import { useApi } from '../../api/useApi'
import { FailureState } from '../../ui/FailureState'
import { goTo, renameHash } from '../../ui/useHash'
import { ConfirmDialog } from '../edit/ConfirmDialog'
import { Editor, EditorBones, Stages } from '../edit/Editor'
import { EditorState } from '../edit/EditorState'
import { useEditor } from '../edit/useEditor'
import { useSketch } from '../edit/useSketch'
import { isHead, useMe } from '../operator'
import { CouponForm } from './CouponForm'
import { CouponPreview } from './CouponPreview'
import { lockOf, stagesOf, STEPS } from './coupon.rules'
import { draftOf, emptyForm, formOf, PARTS, problemsOf, sketchOf } from './draft.rules'
import type { Draft, Managed } from './draft.rules'

const preview = (body: Draft) => call('POST /console/coupons/preview', { body })
const reread = (couponId: string) => call('GET /console/coupons/:couponId', { params: { couponId } })

/** Saves a coupon: a new one is made, another one changed at the version it was read in. */
const write = (coupon: Managed | undefined, body: Draft): Promise<Managed> =>
  coupon
    ? call('PUT /console/coupons/:couponId', {
        params: { couponId: coupon.id },
        body: { ...body, version: coupon.version },
      })
    : call('POST /console/coupons', { body })

/** Makes or changes one coupon, with the phone beside it (OP-2, CO-1). */
export const CouponDesk = ({ given }: { given?: Managed }) => {
  const me = useMe()
  const [now] = useState(() => Date.now())
  const [coupon, setCoupon] = useState(given)
  const [isAsked, setAsked] = useState(false)
  const editor = useEditor({
    initial: coupon ? formOf(coupon, now) : emptyForm(now, me.storeIds),
    keys: PARTS,
    problemsOf,
  })
  const { form, busy, isDirty, missing } = editor
  const sketch = useSketch(sketchOf(form), preview)
  const { notice, locked, quotaLocked } = lockOf(coupon)
  const isDraft = !coupon || coupon.status === 'draft'
  // What does not fit together is said while it is typed; what is empty only when it is to be saved.
  const said = sketch?.problem ? { [sketch.problem.at]: sketch.problem.text } : {}

  const save = () =>
    editor.save(async (it) => {
      const body = draftOf(it)
      if (!body) return
      const saved = await write(coupon, body)
      if (!coupon) renameHash(`coupons/${saved.id}/edit`)
      setCoupon(saved)
    })
  const schedule = () =>
    editor.run(async () => {
      if (!coupon) return
      await call('POST /console/coupons/:couponId/schedule', { params: { couponId: coupon.id } })
      goTo(`coupons/${coupon.id}`)
    })
  const startOver = async () => {
    if (!coupon) return
    const fresh = await reread(coupon.id)
    setCoupon(fresh)
    editor.reset(formOf(fresh, now))
  }
  return (
    <Editor
      back={{ page: 'coupons', name: '券' }}
      title={form.title.trim() || '新的优惠券'}
      sub={sketch && `${sketch.face.big} · ${sketch.face.small}`}
      isDirty={isDirty}
      notice={notice}
      failure={editor.failure}
      remedy={
        editor.failure?.code === 'coupon_changed'
          ? { name: '看最新的', run: () => void startOver() }
          : undefined
      }
      stages={
        <Stages
          {...stagesOf(coupon, form)}
          end={<EditorState missing={missing} state={isDirty ? 'dirty' : coupon ? 'saved' : 'new'} />}
        />
      }
      actions={
        !quotaLocked && (
          <>
            <button type="button" className="btn" disabled={busy || !isDirty} onClick={() => void save()}>
              {isDraft ? '存草稿' : '保存修改'}
            </button>
            {isDraft && (
              <button
                type="button"
                className="btn main"
                disabled={busy}
                onClick={() =>
                  void (isDirty || !coupon ? save() : Promise.resolve(true)).then(
                    (ok) => ok && setAsked(true),
                  )
                }
              >
                排期上线
              </button>
            )}
          </>
        )
      }
      preview={<CouponPreview face={sketch?.face} form={form} />}
    >
      <CouponForm
        form={form}
        set={editor.set}
        problems={{ ...said, ...editor.problems }}
        locked={locked}
        quotaLocked={quotaLocked}
        isBegun={!isDraft}
        mayAll={isHead(me)}
      />
      {isAsked && (
        <ConfirmDialog
          title={`排期上线「${form.title.trim()}」`}
          text={STEPS.schedule.ask}
          action="排期上线"
          busy={busy}
          onYes={() => void schedule().then((ok) => !ok && setAsked(false))}
          onClose={() => setAsked(false)}
        />
      )}
    </Editor>
  )
}

/** The editor of a coupon that is there already. */
export const CouponEditor = ({ couponId }: { couponId: string }) => {
  const { data, error, mutate } = useApi('GET /console/coupons/:couponId', { params: { couponId } })
  if (data?.answer.id === couponId) return <CouponDesk key={couponId} given={data.answer} />
  return error ? <FailureState failure={error} retry={() => void mutate()} /> : <EditorBones />
}
