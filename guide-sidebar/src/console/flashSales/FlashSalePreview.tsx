import { Picture } from '../../ui/Picture'
import { Yuan } from '../../ui/Yuan'
import { skuName, useSkus } from '../edit/SkuChooser'
import { Phone, PhonePreview } from '../phone/Phone'
import type { FlashSaleForm } from './flashSale.kind'

const MOST = 5

const Session = ({ form, isRunning }: { form: FlashSaleForm; isRunning: boolean }) => {
  const skus = useSkus(form.goods.items.map((it) => it.skuId))
  const times = [...form.times].filter(Boolean).sort()
  return (
    <Phone title="限时秒杀">
      <div className="phone-tabs">
        {times.slice(0, 3).map((time, nth) => (
          <span key={time} className={nth === 0 ? 'on' : ''}>
            {time} {nth === 0 && isRunning ? '抢购中' : '即将开始'}
          </span>
        ))}
      </div>
      {form.goods.items.length === 0 && <p className="i2 phone-card">选好商品后显示在这里</p>}
      {form.goods.items.slice(0, MOST).map(({ skuId, price, perMember }) => {
        const sku = skus.find((it) => it.skuId === skuId)
        return (
          <div key={skuId} className="phone-card pgoods">
            <Picture src={sku?.image} icon="shopping-bag" word={sku?.name ?? ''} size={72} />
            <div className="pgoods-b grow">
              <div className="pgoods-t cut">{sku ? skuName(sku) : '…'}</div>
              {isRunning ? (
                <div className="pbar">
                  <i />
                </div>
              ) : (
                <div className="i2">每人限 {perMember ?? 1} 件</div>
              )}
              <div className="pprice">
                {price ? <Yuan amount={price} /> : '¥—'}
                {sku && (
                  <s>
                    <Yuan amount={sku.price} />
                  </s>
                )}
              </div>
            </div>
            <span className={`phone-act${isRunning ? '' : ' tint'}`}>{isRunning ? '马上抢' : '提醒我'}</span>
          </div>
        )
      })}
    </Phone>
  )
}

/** A flash sale on a shopper's phone while it is made. */
export const FlashSalePreview = ({ form }: { form: FlashSaleForm }) => (
  <PhonePreview
    views={[
      { name: '抢购中', page: <Session form={form} isRunning /> },
      { name: '开抢前', page: <Session form={form} isRunning={false} /> },
    ]}
  />
)
