import { useApi } from '../../api/useApi'
import { Icon } from '../../ui/Icon'
import { count } from '../../ui/money.rules'
import { Area } from '../Area'
import { Bars } from '../Bars'
import { CampaignPage } from '../campaigns/CampaignPage'
import { CampaignSteps } from '../campaigns/CampaignSteps'
import { atText, shareOf, TONES } from '../campaigns/campaign.rules'
import { Listing, useListing } from '../campaigns/Listing'
import { Reading } from '../campaigns/Reading'
import { DayChart } from '../DayChart'
import { Kpi } from '../Kpi'
import { ChannelCodeDesk, ChannelCodeEditor } from './ChannelCodeEditor'
import { ChannelCodePreview } from './ChannelCodePreview'
import { channelCodeKind, formOf } from './channelCode.kind'
import type { Managed } from './channelCode.kind'
import { CodeLink } from './CodeLink'
import { CodePicture } from './CodePicture'
import { NearestCode } from './NearestCode'

const dutyText = ({ onDuty, status }: Managed): string => {
  if (status === 'ended') return '—'
  const names = onDuty.slice(0, 2).map((it) => it.name)
  if (names.length === 0) return '没有人'
  return onDuty.length > names.length ? `${names.join('、')} 等 ${onDuty.length} 位` : names.join('、')
}

const greetedText = ({ greeted, missed }: Managed['results']): string => {
  if (missed > 0) return `没发成 ${count(missed)} 次`
  return greeted > 0 ? '全部送达' : '还没有人扫码'
}

const Line = ({ it, changed }: { it: Managed; changed: () => void }) => (
  <tr>
    <td>
      <a className="m cut coupon-title" href={`#/${channelCodeKind.page}/${it.id}`}>
        {it.title}
      </a>
      <span className="t11 i2 cut coupon-title">
        {it.carrier === 'link' ? `获客链接 · ${it.channel}` : it.channel}
      </span>
    </td>
    <td>
      <span className={`chip ${TONES[it.status]}`}>{it.statusText}</span>
      {it.wecom.state === 'trouble' && <span className="t11 warn cut coupon-title">{it.wecom.text}</span>}
    </td>
    <td>
      {dutyText(it)}
      <span className="t11 i2 cut coupon-title">
        {it.changesAt ? `${atText(it.changesAt)} 换班` : it.storeText}
      </span>
    </td>
    <td className="r m">{count(it.results.friends)}</td>
    <td className="r">{count(it.results.today)}</td>
    <td className="r">{count(it.results.lost)}</td>
    <td className="r">{shareOf(it.results.greeted, it.results.greeted + it.results.missed)}</td>
    <td className="r">
      <CampaignSteps kind={channelCodeKind} campaign={it} changed={changed} />
    </td>
  </tr>
)

const List = () => {
  const listing = useListing()
  const { status, ...query } = listing.query
  const { data, error, isValidating, mutate } = useApi(
    'GET /console/channel-codes',
    { query: { ...query, status: status === 'scheduled' ? undefined : status } },
    ({ codes }) => codes.some((it) => it.wecom.state === 'making'),
  )
  const retry = () => void mutate()
  return (
    <Listing
      listing={listing}
      kind={channelCodeKind}
      icon="qr-code"
      find="按名字找"
      filter={
        <a className="btn" href={`#/${channelCodeKind.page}/nearest`}>
          <Icon name="map-pin" size={14} />
          门店活码
        </a>
      }
      empty={{ title: '还没有活码', text: '选好由谁接待、写好欢迎语，印在台卡或海报上，扫码就加导购。' }}
      at={data?.at}
      error={error}
      isReading={isValidating}
      retry={retry}
      next={data?.answer.next}
      head={
        <>
          <th>活码</th>
          <th>状态</th>
          <th>现在接待</th>
          <th className="r">加好友</th>
          <th className="r">今天</th>
          <th className="r">流失</th>
          <th className="r">欢迎语送达</th>
          <th className="r">操作</th>
        </>
      }
    >
      {(data?.answer.codes ?? []).map((it) => (
        <Line key={it.id} it={it} changed={retry} />
      ))}
    </Listing>
  )
}

const Results = ({ id }: { id: string }) => {
  const { data } = useApi('GET /console/channel-codes/:codeId/results', { params: { codeId: id } })
  if (!data) return null
  const { days, guides, missed, cards } = data.answer
  return (
    <>
      <Area title="每天加好友" more="近 14 天">
        <DayChart
          days={days.map(({ day, friends, lost }) => ({ date: day, claimed: friends, used: lost }))}
          names={{ claimed: '加好友', used: '流失' }}
        />
      </Area>
      <Area
        title="每位导购"
        more={cards.sent > 0 ? `券送出 ${cards.sent} 张，领了 ${cards.claimed} 张` : undefined}
      >
        {guides.length === 0 && <p className="area-none">还没有人扫码。</p>}
        <Bars
          max={Math.max(1, ...guides.map((it) => it.friends))}
          bars={guides.map(({ name, friends, lost }) => ({
            name,
            value: friends,
            label: lost > 0 ? `${friends} 位，流失 ${lost}` : `${friends} 位`,
          }))}
        />
      </Area>
      {missed.length > 0 && (
        <Area title="没发成的欢迎语">
          <ul className="bars">
            {missed.map(({ why, text, count: times }) => (
              <li key={why}>
                {times} 次：{text}
              </li>
            ))}
          </ul>
        </Area>
      )}
    </>
  )
}

const One = ({ id }: { id: string }) => {
  const { data, error, mutate } = useApi(
    'GET /console/channel-codes/:codeId',
    { params: { codeId: id } },
    ({ wecom }) => wecom.state === 'making',
  )
  const it = data?.answer
  if (!it || it.id !== id) return <Reading error={error} retry={() => void mutate()} />
  const { results } = it
  return (
    <CampaignPage
      kind={channelCodeKind}
      campaign={it}
      sub={`${it.channel} · ${it.createdBy}做的`}
      at={data.at}
      failed={Boolean(error)}
      changed={() => void mutate()}
      preview={<ChannelCodePreview form={formOf(it)} />}
    >
      <div className="kpis">
        <Kpi name="加好友" value={count(results.friends)} note={`今天 ${count(results.today)} 位`} />
        <Kpi
          name="流失"
          value={count(results.lost)}
          note={`占加过的 ${shareOf(results.lost, results.friends)}`}
        />
        <Kpi name="欢迎语送达" value={count(results.greeted)} note={greetedText(results)} />
        <Kpi name="现在接待" value={count(it.onDuty.length)} note={dutyText(it)} />
      </div>
      {it.status !== 'draft' && (
        <Area title={it.carrier === 'link' ? '获客链接' : '二维码'}>
          {it.carrier === 'link' ? <CodeLink code={it} /> : <CodePicture code={it} />}
        </Area>
      )}
      <Results id={id} />
    </CampaignPage>
  )
}

/** Channel codes: the list, one with what came of it, and its editor, and the chain's one code; which one the address says (GU-6b, OP-2). */
export const ChannelCodesArea = ({ page }: { page: string }) => {
  const [, id, part] = page.split('/')
  if (id === 'new') return <ChannelCodeDesk />
  if (id === 'nearest') return <NearestCode />
  if (id && part === 'edit') return <ChannelCodeEditor id={id} />
  return id ? <One id={id} /> : <List />
}
