import { useState } from 'react'
import { useApi } from '../api/useApi'
import { Icon } from '../ui/Icon'
import { SERVICES } from './console.rules'
import type { Store } from './console.rules'
import { useSettled } from '../ui/useSettled'

const PAGE = 50
const TONES: Record<Store['open']['state'], string> = {
  open: 'ok',
  closingSoon: 'warn',
  closed: '',
  paused: 'warn',
}

const StoreLine = ({ store }: { store: Store }) => (
  <tr>
    <td>
      <b className="m">{store.name}</b>
      <span className="t11 i2 code">{store.code}</span>
    </td>
    <td>
      {store.city} <span className="i2">{store.district}</span>
    </td>
    <td className="i2 cut address">{store.address}</td>
    <td>
      <span className={`chip ${TONES[store.open.state]}`}>{store.open.label}</span>
      <span className="i2 t11 code">{store.open.detail}</span>
    </td>
    <td className="i2">
      {store.services
        .slice(0, 4)
        .map((it) => SERVICES[it])
        .join(' · ')}
    </td>
    <td className="r">{store.phone}</td>
  </tr>
)

/** Every store of the chain, found by name, place or code. */
export const StoresPage = () => {
  const [typed, setTyped] = useState('')
  const [offset, setOffset] = useState(0)
  const q = useSettled(typed.trim())
  const { data, error, mutate } = useApi('GET /stores', { query: { q: q || undefined, limit: PAGE, offset } })
  const { stores = [], total = 0 } = data?.answer ?? {}
  return (
    <>
      <header className="ph">
        <h1>门店</h1>
        {data && <span className="i2">{total} 家</span>}
        <span className="grow" />
        <label className="find">
          <Icon name="search" size={14} />
          <input
            type="search"
            placeholder="找门店、商圈、编号"
            value={typed}
            maxLength={40}
            onChange={(event) => {
              setTyped(event.target.value)
              setOffset(0)
            }}
          />
        </label>
      </header>
      <div className="pg-body list">
        {error && !data && (
          <p className="oops" role="alert">
            <Icon name="triangle-alert" size={14} />
            {error.message}
            <button type="button" onClick={() => void mutate()}>
              再试一次
            </button>
          </p>
        )}
        {data && stores.length === 0 && <p className="oops">没有找到“{q}”。换个店名、城市或商圈试试。</p>}
        {stores.length > 0 && (
          <table className="tb">
            <thead>
              <tr>
                <th>门店</th>
                <th>城市</th>
                <th>地址</th>
                <th>状态</th>
                <th>服务</th>
                <th className="r">电话</th>
              </tr>
            </thead>
            <tbody>
              {stores.map((store) => (
                <StoreLine key={store.id} store={store} />
              ))}
            </tbody>
          </table>
        )}
      </div>
      <footer className="fresh">
        <b className="m">
          {total > 0 ? `第 ${offset + 1}–${Math.min(offset + PAGE, total)} 家，共 ${total} 家` : ' '}
        </b>
        <span className="grow" />
        <button type="button" disabled={offset === 0} onClick={() => setOffset(offset - PAGE)}>
          上一页
        </button>
        <button type="button" disabled={offset + PAGE >= total} onClick={() => setOffset(offset + PAGE)}>
          下一页
        </button>
      </footer>
    </>
  )
}
