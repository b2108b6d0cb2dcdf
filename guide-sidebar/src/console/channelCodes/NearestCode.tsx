import type { Api } from '../../../../server/api'
import { callForPicture } from '../../api/client'
import { useApi } from '../../api/useApi'
import { Icon } from '../../ui/Icon'
import { count } from '../../ui/money.rules'
import { Area } from '../Area'
import { Reading } from '../campaigns/Reading'
import { shareOf } from '../campaigns/campaign.rules'
import { DayChart } from '../DayChart'
import { Fresh } from '../Fresh'
import { Kpi } from '../Kpi'
import { PrintPicture } from './PrintPicture'

type Results = Api['GET /console/nearest-guide']['response']
type Line = Results['stores'][number]

const TONES: Record<Line['standing'], string> = {
  ready: 'ok',
  closed: '',
  nobody: 'warn',
  noCode: 'warn',
}

const StoreLine = ({ it }: { it: Line }) => (
  <tr>
    <td>
      <div className="m">{it.name}</div>
      <div className="t11 i2">{it.city}</div>
    </td>
    <td>
      <span className={`chip ${TONES[it.standing]}`}>{it.standing === 'ready' ? '能加' : '现在加不了'}</span>
      <div className="t11 i2">{it.text}</div>
    </td>
    <td className="r">{count(it.shown)}</td>
    <td className="r m">{count(it.friends)}</td>
  </tr>
)

const Stores = ({ stores }: { stores: Results['stores'] }) => {
  if (stores.length === 0)
    return <p className="area-none">还没有门店能加：给每家店新建一个由「门店」接待的活码，启用就能用。</p>
  return (
    <table className="tb coupons nearest">
      <thead>
        <tr>
          <th>门店</th>
          <th>现在</th>
          <th className="r">展示</th>
          <th className="r">加好友</th>
        </tr>
      </thead>
      <tbody>
        {stores.map((it) => (
          <StoreLine key={it.storeId} it={it} />
        ))}
      </tbody>
    </table>
  )
}

/** The one code of the whole chain: its picture to print, and what came of it store by store (GU-6b, OP-4). */
export const NearestCode = () => {
  const { data, error, mutate } = useApi('GET /console/nearest-guide', {})
  if (!data) return <Reading error={error} retry={() => void mutate()} />
  const { covered, total, shown, friends, days, stores } = data.answer
  return (
    <>
      <header className="ph">
        <a className="ph-back" href="#/channel-codes">
          <Icon name="chevron-left" size={14} />
          渠道活码
        </a>
        <h1 className="cut">门店活码</h1>
        <span className="i2 cut">一张码印全国，扫码的人加最近那家店的导购</span>
      </header>
      <div className="pg-body result">
        <div className="kpis">
          <Kpi name="展示导购码" value={count(shown.total)} note={`今天 ${count(shown.today)} 次`} />
          <Kpi name="加好友" value={count(friends.total)} note={`今天 ${count(friends.today)} 位`} />
          <Kpi
            name="能加的门店"
            value={count(covered)}
            note={`共 ${count(total)} 家，${shareOf(covered, total)}`}
          />
        </div>
        <Area title="二维码" more="小程序码，微信扫一扫">
          <PrintPicture title="门店活码" load={() => callForPicture('GET /console/nearest-guide/qr', {})}>
            所有门店用同一张。扫码后问一次位置，带到最近的、正在营业、有导购的店；打烊和没有活码的店会跳过。位置不保存。
          </PrintPicture>
        </Area>
        <Area title="每天" more="近 14 天">
          <DayChart
            days={days.map((it) => ({ date: it.day, claimed: it.shown, used: it.friends }))}
            names={{ claimed: '展示', used: '加好友' }}
          />
        </Area>
        <Area title="每家门店" more="加好友按这家店的活码算，直接扫台卡的也在内">
          <Stores stores={stores} />
        </Area>
      </div>
      <Fresh sources={[{ name: '门店活码', at: data.at, failed: Boolean(error) }]} />
    </>
  )
}
