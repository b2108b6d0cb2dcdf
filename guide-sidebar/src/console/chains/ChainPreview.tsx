import { Picture } from '../../ui/Picture'
import { Yuan } from '../../ui/Yuan'
import { atText } from '../campaigns/campaign.rules'
import { useSkus } from '../edit/SkuChooser'
import { useStoreNames } from '../edit/StoreChooser'
import { cellOf } from '../goods/goods.rules'
import { Phone, PhonePreview } from '../phone/Phone'
import type { ChainForm } from './chain.kind'

const SHOWN = 3

const Goods = ({ form }: { form: ChainForm }) => {
  const { items, placeIds, quotas } = form.goods
  const skus = useSkus(items.slice(0, SHOWN).map((it) => it.skuId))
  if (items.length === 0) return <div className="phone-card i2">选好商品后显示在这里</div>
  return (
    <>
      {items.slice(0, SHOWN).map(({ skuId, price }) => {
        const sku = skus.find((it) => it.skuId === skuId)
        return (
          <div className="phone-card pgoods" key={skuId}>
            <Picture src={sku?.image} icon="shopping-bag" word={sku?.name ?? '接龙'} size={64} />
            <div className="pgoods-b">
              <div className="pgoods-t cut">{sku?.name ?? '…'}</div>
              <div className="i2 cut">限 {quotas[cellOf(skuId, placeIds[0] ?? '')] ?? 0} 份</div>
              <div className="pprice">
                {price ? <Yuan amount={price} /> : '¥—'}
                {sku && (
                  <s>
                    <Yuan amount={sku.price} />
                  </s>
                )}
              </div>
            </div>
          </div>
        )
      })}
      {items.length > SHOWN && <div className="i2">还有 {items.length - SHOWN} 样</div>}
    </>
  )
}

const Page = ({ form, store }: { form: ChainForm; store: string }) => (
  <Phone title="接龙">
    <div className="phone-card">
      <div className="pgoods-t">{form.title.trim() || '接龙的名字'}</div>
      {form.note.trim() && <div className="i2">{form.note.trim()}</div>}
      <div className="i2">截单 {atText(form.until)}</div>
    </div>
    <Goods form={form} />
    <ul className="phone-card psteps">
      <li>
        <i>1</i>选好份数付款，按付款先后排号
      </li>
      <li>
        <i>2</i>
        {atText(form.arrivesAt)} 起到{store || '门店'}，一次送到
      </li>
      <li>
        <i>3</i>凭自己的取货码来取
      </li>
      <li className="i2">
        <i>·</i>每人限 {form.perMember ?? 1} 份
      </li>
    </ul>
    <div className="pmain">我要接龙</div>
  </Phone>
)

const Text = ({ form, store }: { form: ChainForm; store: string }) => (
  <Phone title="群聊">
    <div className="phone-card">
      <div className="pgoods-t">{form.title.trim() || '接龙的名字'}</div>
      <div className="i2">1. 王** 2 份</div>
      <div className="i2">2. 李** 1 份</div>
      <div className="i2">3. …</div>
      <div className="i2">
        {store || '门店'}取 · {atText(form.arrivesAt)} 起
      </div>
    </div>
  </Phone>
)

/** A chain on a shopper's phone while it is made. */
export const ChainPreview = ({ form }: { form: ChainForm }) => {
  const store = useStoreNames(form.storeId ? [form.storeId] : [])
  return (
    <PhonePreview
      views={[
        { name: '接龙页', page: <Page form={form} store={store} /> },
        { name: '群里', page: <Text form={form} store={store} /> },
      ]}
    />
  )
}
