import { useSWRConfig } from 'swr'
import { useApi } from '../api/useApi'
import { Icon } from '../ui/Icon'
import { count } from '../ui/money.rules'
import { Area } from './Area'
import { BarBones, Bars } from './Bars'
import { BestSellers } from './BestSellers'
import { Categories } from './Categories'
import { CityMap } from './CityMap'
import { Fresh } from './Fresh'
import { Kpi } from './Kpi'
import { Services } from './Services'
import { percent, rankCities } from './console.rules'

const TOP = 11

/** The chain at a glance: stores, cities and goods as they are now. */
export const HomePage = () => {
  const { mutate } = useSWRConfig()
  const stores = useApi('GET /stores', { query: { limit: 1 } })
  const open = useApi('GET /stores', { query: { limit: 1, openNow: 'true' } })
  const cities = useApi('GET /stores/cities', {})
  const products = useApi('GET /products', { query: { limit: 1 } })
  const delivery = useApi('GET /stores', { query: { limit: 1, service: 'delivery' } })

  const total = stores.data?.answer.total
  const list = cities.data?.answer.cities
  const ranked = list && rankCities(list, TOP)
  const first = ranked?.top[0]
  const value = (n?: number, failed?: unknown) =>
    n === undefined ? (failed ? '没读到' : undefined) : count(n)
  const shareOf = (n?: number) => (n === undefined || total === undefined ? undefined : percent(n, total))
  const openTotal = open.data?.answer.total
  const deliveryTotal = delivery.data?.answer.total
  return (
    <>
      <header className="ph">
        <h1>首页</h1>
        <span className="grow" />
        <button type="button" className="btn" onClick={() => void mutate(() => true)}>
          <Icon name="refresh-cw" size={14} />
          刷新
        </button>
      </header>
      <div className="pg-body">
        <div className="kpis">
          <Kpi name="门店" value={value(total, stores.error)} note="不含仓库" />
          <Kpi
            name="现在营业"
            value={value(openTotal, open.error)}
            note={shareOf(openTotal) && `占 ${shareOf(openTotal)}，按各店时间`}
          />
          <Kpi
            name="城市"
            value={value(list?.length, cities.error)}
            note={first && `${first.name}最多，${first.stores} 店`}
          />
          <Kpi name="商品" value={value(products.data?.answer.total, products.error)} note="在售，按款计" />
          <Kpi
            name="3 公里配送"
            value={value(deliveryTotal, delivery.error)}
            note={shareOf(deliveryTotal) && `${shareOf(deliveryTotal)} 的门店可送`}
          />
        </div>
        <div className="two">
          <Area
            title="门店在哪里"
            more="圆越大，店越多"
            failure={list ? undefined : cities.error}
            retry={() => void cities.mutate()}
          >
            {list ? <CityMap cities={list} /> : <span className="bone map-bone" />}
          </Area>
          <Area title="城市排行" more={list && `${list.length} 城`} failure={list ? undefined : cities.error}>
            {ranked ? (
              <Bars
                max={first?.stores ?? 0}
                bars={[
                  ...ranked.top.map(({ name, stores: n }) => ({ name, value: n, label: `${n} 店` })),
                  ...(ranked.rest.cities > 0
                    ? [
                        {
                          name: `其余 ${ranked.rest.cities} 城`,
                          value: 0,
                          label: `${ranked.rest.stores} 店`,
                        },
                      ]
                    : []),
                ]}
              />
            ) : (
              <BarBones lines={8} />
            )}
          </Area>
        </div>
        <div className="three">
          <Categories />
          <Services stores={total} />
          <BestSellers />
        </div>
      </div>
      <Fresh
        sources={[
          { name: '门店', at: stores.data?.at, failed: Boolean(stores.error) },
          { name: '营业状态', at: open.data?.at, failed: Boolean(open.error) },
          { name: '城市', at: cities.data?.at, failed: Boolean(cities.error) },
          { name: '商品', at: products.data?.at, failed: Boolean(products.error) },
        ]}
      />
    </>
  )
}
