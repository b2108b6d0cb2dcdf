import { useApi } from '../api/useApi'
import { Picture } from '../ui/Picture'
import { count } from '../ui/money.rules'
import { Area } from './Area'
import { BarBones } from './Bars'
import { percent } from './console.rules'

interface Top {
  id: string
  name: string
  image?: string
  children: number
}

const CategoryLine = ({ top, whole }: { top: Top; whole: number }) => {
  const { data, error } = useApi('GET /products', { query: { category: top.id, limit: 1 } })
  const total = data?.answer.total
  return (
    <li>
      <Picture src={top.image} icon="boxes" word={top.id} size={36} />
      <div className="grow">
        <div className="m">{top.name}</div>
        <div className="t11 i2">{top.children} 个小类</div>
      </div>
      <div className="share">
        <b>{total === undefined ? (error ? '没读到' : '…') : `${count(total)} 款`}</b>
        <span className="t11 i2">{total === undefined ? '' : percent(total, whole)}</span>
      </div>
    </li>
  )
}

/** The goods by top category. */
export const Categories = () => {
  const { data, error, mutate } = useApi('GET /categories', {})
  const products = useApi('GET /products', { query: { limit: 1 } })
  const all = data?.answer.categories
  const tops = all
    ?.filter(({ parentId }) => !parentId)
    .map((top) => ({ ...top, children: all.filter(({ parentId }) => parentId === top.id).length }))
  return (
    <Area
      title="货品构成"
      more={tops && `${tops.length} 个大类`}
      failure={tops ? undefined : error}
      retry={() => void mutate()}
    >
      {tops ? (
        <ul className="cats">
          {tops.map((top) => (
            <CategoryLine key={top.id} top={top} whole={products.data?.answer.total ?? 0} />
          ))}
        </ul>
      ) : (
        <BarBones lines={4} />
      )}
    </Area>
  )
}
