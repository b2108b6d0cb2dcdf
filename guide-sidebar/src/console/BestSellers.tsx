import { useApi } from '../api/useApi'
import { Picture } from '../ui/Picture'
import { Yuan } from '../ui/Yuan'
import { count } from '../ui/money.rules'
import { Area } from './Area'

/** The goods sold most, at the one price they have everywhere (CA-2). */
export const BestSellers = () => {
  const { data, error, mutate } = useApi('GET /products', { query: { sort: 'sold', limit: 6 } })
  const products = data?.answer.products
  return (
    <Area
      title="卖得最好"
      more="全渠道同品同价"
      failure={products ? undefined : error}
      retry={() => void mutate()}
    >
      <table className="tb">
        <thead>
          <tr>
            <th>商品</th>
            <th>品牌</th>
            <th className="r">规格</th>
            <th className="r">价格</th>
            <th className="r">已售</th>
          </tr>
        </thead>
        <tbody>
          {products?.map(({ id, name, brand, image, skuCount, price, soldCount }) => (
            <tr key={id}>
              <td>
                <span className="p">
                  <Picture src={image} icon="shopping-bag" word={name} size={28} />
                  <span className="cut">{name}</span>
                </span>
              </td>
              <td className="i2">{brand}</td>
              <td className="r">{skuCount}</td>
              <td className="r m">
                <Yuan amount={price} />
              </td>
              <td className="r m">{count(soldCount)}</td>
            </tr>
          ))}
          {!products &&
            [0, 1, 2, 3, 4, 5].map((line) => (
              <tr key={line}>
                <td colSpan={5}>
                  <span className="bone" style={{ height: 20, width: `${92 - line * 6}%` }} />
                </td>
              </tr>
            ))}
        </tbody>
      </table>
    </Area>
  )
}
