import { useApi } from '../../api/useApi'

type Way = 'event' | 'referral' | 'guide'
/** Coupons that may be given in a way and are not over. */
export const useGivenCoupons = (way: Way) => {
  const { data } = useApi('GET /console/coupons', { query: { limit: 100 } })
  return (data?.answer.coupons ?? []).filter((it) => it.ways.includes(way) && it.status !== 'ended')
}

interface CouponProps {
  way: Way
  label: string
  value: string | undefined
  onChange: (couponId: string | undefined) => void
  none: string
}
/** One of the coupons that may be given in a way. */
export const GivenCoupon = ({ way, label, value, onChange, none }: CouponProps) => {
  const coupons = useGivenCoupons(way)
  return (
    <select
      className="inp"
      aria-label={label}
      value={value ?? ''}
      onChange={(event) => onChange(event.target.value || undefined)}
    >
      <option value="">{none}</option>
      {coupons.map((it) => (
        <option key={it.id} value={it.id}>
          {it.title} · {it.face.big} {it.face.small} · {it.statusText}
        </option>
      ))}
    </select>
  )
}
