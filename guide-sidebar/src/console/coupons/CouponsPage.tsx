import { useApi } from '../../api/useApi'
import { Listing, useListing } from '../campaigns/Listing'
import { CouponLine } from './CouponLine'
import { couponKind } from './coupon.kind'
import { isMoving } from './coupon.rules'

/** Every coupon the operator may see, with live results (OP-2, OP-6). */
export const CouponsPage = () => {
  const listing = useListing()
  const { data, error, isValidating, mutate } = useApi(
    'GET /console/coupons',
    { query: listing.query },
    ({ coupons }) => coupons.some(isMoving),
  )
  const { coupons = [], next } = data?.answer ?? {}
  const retry = () => void mutate()
  return (
    <Listing
      listing={listing}
      kind={couponKind}
      icon="ticket"
      find="按券名找"
      empty={{ title: '还没有券', text: '从“新建券”开始，一张满减券一分钟就能排好。' }}
      at={data?.at}
      error={error}
      isReading={isValidating}
      retry={retry}
      next={next}
      head={
        <>
          <th>券</th>
          <th>状态</th>
          <th>领取时间</th>
          <th className="r">已领 / 总量</th>
          <th className="r">已用</th>
          <th className="r">带动 GMV</th>
          <th className="r">让利</th>
          <th className="r">操作</th>
        </>
      }
    >
      {coupons.map((coupon) => (
        <CouponLine key={coupon.id} coupon={coupon} changed={retry} />
      ))}
    </Listing>
  )
}
