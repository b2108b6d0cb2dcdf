import { Picture } from '../../ui/Picture'
import { Yuan } from '../../ui/Yuan'
import { useSkus } from '../edit/SkuChooser'
import type { Sku } from '../edit/SkuChooser'
import { Phone, PhonePreview } from '../phone/Phone'
import type { GroupBuyForm } from './groupBuy.kind'

const wayText = ({ ways, pickupAt }: GroupBuyForm): string => {
  const pickup = pickupAt === 'leaderStore' ? '团长门店自提' : '门店自提'
  return [ways.includes('pickup') && pickup, ways.includes('express') && '快递到家']
    .filter(Boolean)
    .join('或')
}

const Goods = ({ form, sku }: { form: GroupBuyForm; sku: Sku | undefined }) => {
  const price = form.goods.items.find((it) => it.price)?.price
  return (
    <div className="pgoods">
      <Picture src={sku?.image} icon="shopping-bag" word={sku?.name ?? '拼团'} size={80} />
      <div className="pgoods-b">
        <div className="pgoods-t cut">{sku?.name ?? '选好商品后显示在这里'}</div>
        <div className="i2 cut">
          {form.size ?? 0} 人团 · {wayText(form)}
        </div>
        <div className="pprice">
          {price ? <Yuan amount={price} /> : '¥—'}
          {sku && (
            <s>
              <Yuan amount={sku.price} />
            </s>
          )}
          {price && sku && sku.price > price && (
            <em>
              省 <Yuan amount={sku.price - price} />
            </em>
          )}
        </div>
      </div>
    </div>
  )
}

const Team = ({ form, sku }: { form: GroupBuyForm; sku: Sku | undefined }) => {
  const size = Math.min(Math.max(form.size ?? 2, 2), 10)
  return (
    <Phone title="拼团">
      <Goods form={form} sku={sku} />
      <div className="phone-card">
        <div className="pbig">
          还差 <b>{size - 1}</b> 人成团
        </div>
        <div className="pseats">
          <span className="pseat on">团长</span>
          {Array.from({ length: Math.min(size - 1, 4) }, (_, at) => (
            <span key={at} className="pseat">
              等人
            </span>
          ))}
        </div>
        <div className="pmain">邀请好友参团</div>
      </div>
      <ul className="phone-card psteps">
        <li>
          <i>1</i>付款占位，每人各付各的
        </li>
        <li>
          <i>2</i>
          {form.hours ?? 24} 小时内满 {size} 人
          {form.isAuto && form.formFrom ? `；到点有 ${form.formFrom} 人付了款也成团` : ''}
        </li>
        <li>
          <i>3</i>没凑齐，到点自动全额退
        </li>
        <li className="i2">
          <i>·</i>每人限 {form.perMember ?? 1} 件
        </li>
      </ul>
    </Phone>
  )
}

const Hall = ({ form, sku }: { form: GroupBuyForm; sku: Sku | undefined }) => (
  <Phone title="拼团好价">
    <div className="phone-card">
      <Goods form={form} sku={sku} />
      <div className="row between-x">
        <span className="i2">0 人已拼</span>
        <span className="phone-act">去开团</span>
      </div>
    </div>
  </Phone>
)

/** A group buy on a shopper's phone while it is made. */
export const GroupBuyPreview = ({ form }: { form: GroupBuyForm }) => {
  const [sku] = useSkus(form.goods.items.slice(0, 1).map((it) => it.skuId))
  return (
    <PhonePreview
      views={[
        { name: '团页', page: <Team form={form} sku={sku} /> },
        { name: '大厅', page: <Hall form={form} sku={sku} /> },
      ]}
    />
  )
}
