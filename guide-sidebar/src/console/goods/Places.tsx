import { useApi } from '../../api/useApi'
import { Checks } from '../edit/inputs'
import { StoreChooser } from '../edit/StoreChooser'

const isStore = (id: string): boolean => id.startsWith('sto_')

/** Names of places by id, as far as they are read. */
export const usePlaceNames = (ids: readonly string[]): ((id: string) => string) => {
  const stores = ids.filter(isStore).slice(0, 100)
  const { data } = useApi('GET /console/stores', {
    query: { ids: stores.join(',') || undefined, limit: 100 },
  })
  const known = [...(data?.answer.stores ?? []), ...(data?.answer.warehouses ?? [])]
  return (id) => known.find((it) => it.id === id)?.name ?? (isStore(id) ? '门店' : '仓库')
}

interface Props {
  value: readonly string[]
  onChange: (ids: string[]) => void
  /** Warehouses give pieces that are sent. */
  mayWarehouse: boolean
}

/** Stores, and for who may the warehouses, that give pieces. */
export const Places = ({ value, onChange, mayWarehouse }: Props) => {
  const { data } = useApi('GET /console/stores', { query: { limit: 1 } })
  const warehouses = data?.answer.warehouses ?? []
  const stores = value.filter(isStore)
  const others = value.filter((it) => !isStore(it))
  return (
    <>
      <StoreChooser title="选门店" value={stores} onChange={(it) => onChange([...it, ...others])} />
      {mayWarehouse && warehouses.length > 0 && (
        <Checks
          options={warehouses.map(({ id, name }) => ({ value: id, name }))}
          value={others}
          onChange={(it) => onChange([...stores, ...it])}
        />
      )}
    </>
  )
}
