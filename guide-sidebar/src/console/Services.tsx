import { useApi } from '../api/useApi'
import { Area } from './Area'
import { BarBones, Bars } from './Bars'
import { SERVICES, percent } from './console.rules'

const useStoresWith = (service: keyof typeof SERVICES) =>
  useApi('GET /stores', { query: { service, limit: 1 } })

/** How many stores offer what joins shop and online (ST-1). */
export const Services = ({ stores }: { stores?: number }) => {
  const pickup = useStoresWith('pickup')
  const delivery = useStoresWith('delivery')
  const booking = useStoresWith('booking')
  const returns = useStoresWith('returns')
  const reads = [pickup, delivery, booking, returns]
  const names = [SERVICES.pickup, SERVICES.delivery, SERVICES.booking, SERVICES.returns]
  const failure = reads.find(({ data, error }) => !data && error)?.error
  const ready = stores !== undefined && reads.every(({ data }) => data)
  const bars = reads.map(({ data }, index) => {
    const value = data?.answer.total ?? 0
    return { name: names[index] ?? '', value, label: `${value} 店 · ${percent(value, stores ?? 0)}` }
  })
  return (
    <Area
      title="门店能做什么"
      more="占全部门店"
      failure={failure}
      retry={() => reads.forEach(({ mutate }) => void mutate())}
    >
      {ready ? <Bars bars={bars} max={stores} /> : <BarBones lines={4} />}
    </Area>
  )
}
