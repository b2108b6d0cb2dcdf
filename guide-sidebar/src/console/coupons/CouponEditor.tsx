import { useState } from 'react'
import { call } from '../../api/client'
import { useApi } from '../../api/useApi'
import { Desk, useDesk } from '../campaigns/Desk'
import { Reading } from '../campaigns/Reading'
import { useSketch } from '../edit/useSketch'
import { isHead, useMe } from '../operator'
import { CouponForm } from './CouponForm'
import { CouponPreview } from './CouponPreview'
import { couponKind } from './coupon.kind'
import { draftOf, emptyForm, formOf, PARTS, problemsOf, sketchOf } from './draft.rules'
import type { Draft, Managed } from './draft.rules'

const preview = (body: Draft) => call('POST /console/coupons/preview', { body })

/** Makes or changes one coupon, with the phone beside it (OP-2, CO-1). */
export const CouponDesk = ({ given }: { given?: Managed }) => {
  const me = useMe()
  const [now] = useState(() => Date.now())
  const desk = useDesk({
    kind: couponKind,
    given,
    initial: given ? formOf(given, now) : emptyForm(now, me.storeIds),
    parts: PARTS,
    formOf: (it) => formOf(it, now),
    draftOf,
    problemsOf,
  })
  const { form, set, problems } = desk.editor
  const sketch = useSketch(sketchOf(form), preview)
  // What does not fit together is said while it is typed; what is empty only when it is to be saved.
  const said = sketch?.problem ? { [sketch.problem.at]: sketch.problem.text } : {}
  return (
    <Desk
      desk={desk}
      title={form.title}
      sub={sketch && `${sketch.face.big} · ${sketch.face.small}`}
      from={form.from}
      until={form.until}
      preview={<CouponPreview face={sketch?.face} form={form} />}
    >
      <CouponForm
        form={form}
        set={set}
        problems={{ ...said, ...problems }}
        locked={desk.lock.locked}
        quotaLocked={desk.lock.shut}
        isBegun={!desk.isDraft}
        mayAll={isHead(me)}
      />
    </Desk>
  )
}

/** The editor of a coupon that is there already. */
export const CouponEditor = ({ couponId }: { couponId: string }) => {
  const { data, error, mutate } = useApi('GET /console/coupons/:couponId', { params: { couponId } })
  if (data?.answer.id !== couponId) return <Reading error={error} retry={() => void mutate()} />
  return <CouponDesk key={couponId} given={data.answer} />
}
