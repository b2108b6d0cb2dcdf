import { Fragment } from 'react'
import { signOut } from '../api/signIn'
import type { Operator } from '../api/storage'
import { useOperator } from '../api/useSignIn'
import { Avatar } from '../ui/Avatar'
import { Icon } from '../ui/Icon'
import type { IconName } from '../ui/icons'
import { chain } from '../ui/chain'
import { useHash } from '../ui/useHash'
import { isWeCom } from '../wecom/client'
import { AdvisersPage } from './advisers/AdvisersPage'
import { CalendarPage } from './calendar/CalendarPage'
import { ChannelCodesArea } from './channelCodes/ChannelCodesArea'
import { ChainsArea } from './chains/ChainsArea'
import { CouponsArea } from './coupons/CouponsArea'
import { FlashSalesArea } from './flashSales/FlashSalesArea'
import { GroupBuysArea } from './groupBuys/GroupBuysArea'
import { HomePage } from './HomePage'
import { OperatorProvider } from './operator'
import { ReferralsArea } from './referrals/ReferralsArea'
import { SalesPage } from './sales/SalesPage'
import { ServicesArea } from './services/ServicesArea'
import { SignInPage } from './SignInPage'
import { StoreEventsArea } from './storeEvents/StoreEventsArea'
import { StoresPage } from './StoresPage'
import { WordsPage } from './words/WordsPage'

interface PageLink {
  hash: string
  name: string
  icon: IconName
}
/** The pages by area. */
const AREAS: readonly { name?: string; pages: readonly PageLink[] }[] = [
  { pages: [{ hash: '', name: '首页', icon: 'layout-dashboard' }] },
  {
    name: '活动',
    pages: [
      { hash: 'calendar', name: '活动日历', icon: 'calendar-days' },
      { hash: 'coupons', name: '券与优惠', icon: 'ticket' },
      { hash: 'group-buys', name: '拼团', icon: 'users' },
      { hash: 'chains', name: '接龙', icon: 'list-ordered' },
      { hash: 'flash-sales', name: '秒杀', icon: 'zap' },
      { hash: 'store-events', name: '到店活动', icon: 'sparkles' },
      { hash: 'referrals', name: '邀好友得券', icon: 'gift' },
      { hash: 'services', name: '预约项目', icon: 'calendar-check' },
      { hash: 'advisers', name: '顾问排班', icon: 'user-round' },
    ],
  },
  {
    name: '客户',
    pages: [
      { hash: 'channel-codes', name: '渠道活码', icon: 'qr-code' },
      { hash: 'words', name: '敏感词', icon: 'message-circle' },
    ],
  },
  {
    name: '货与店',
    pages: [
      { hash: 'stores', name: '门店', icon: 'store' },
      { hash: 'sales', name: '导购业绩', icon: 'chart-line' },
    ],
  },
]

const Page = ({ page }: { page: string }) => {
  switch (page.split('/')[0]) {
    case 'calendar':
      return <CalendarPage />
    case 'stores':
      return <StoresPage />
    case 'sales':
      return <SalesPage page={page} />
    case 'coupons':
      return <CouponsArea page={page} />
    case 'group-buys':
      return <GroupBuysArea page={page} />
    case 'channel-codes':
      return <ChannelCodesArea page={page} />
    case 'words':
      return <WordsPage />
    case 'chains':
      return <ChainsArea page={page} />
    case 'flash-sales':
      return <FlashSalesArea page={page} />
    case 'referrals':
      return <ReferralsArea page={page} />
    case 'advisers':
      return <AdvisersPage />
    case 'services':
      return <ServicesArea page={page} />
    case 'store-events':
      return <StoreEventsArea page={page} />
    default:
      return <HomePage />
  }
}

const Shell = ({ operator }: { operator: Operator }) => {
  const page = useHash()
  const leave = () => void signOut().then(() => window.location.reload())
  return (
    <div className="app">
      <nav className="rail" aria-label="控制台">
        <div className="org">
          <span className="mk">{chain.mark}</span>
          <b>{chain.name}</b>
        </div>
        {AREAS.map((area) => (
          <Fragment key={area.name ?? ''}>
            {area.name && <div className="lab">{area.name}</div>}
            {area.pages.map(({ hash, name, icon }) => (
              <a key={hash} href={`#/${hash}`} className={page.split('/')[0] === hash ? 'on' : undefined}>
                <Icon name={icon} />
                {name}
              </a>
            ))}
          </Fragment>
        ))}
        <div className="lab">开放</div>
        <a href="/docs" target="_blank" rel="noreferrer">
          <Icon name="file-text" />
          接口文档
          <em>
            <Icon name="external-link" size={12} />
          </em>
        </a>
        <div className="me">
          <Avatar name={operator.name} src={operator.avatar} size={28} />
          <div className="grow">
            <div className="m cut">{operator.name}</div>
            <div className="t11 i2 cut" title={operator.scopeText}>
              {operator.scopeText}
            </div>
          </div>
          <button type="button" className="out" aria-label="退出登录" title="退出登录" onClick={leave}>
            <Icon name="log-out" />
          </button>
        </div>
      </nav>
      <main className="pg">
        <Page key={page} page={page} />
      </main>
    </div>
  )
}

/** The console: a door for operators, and behind it the chain at a glance and its coupons (OP-6). */
export const App = () => {
  const { state, signIn } = useOperator()
  if (state.status === 'signedIn')
    return (
      <OperatorProvider value={state.person}>
        <Shell operator={state.person} />
      </OperatorProvider>
    )
  return (
    <SignInPage
      busy={state.status === 'working'}
      failure={state.status === 'failed' ? state.failure : undefined}
      signIn={signIn}
      isWeCom={isWeCom()}
    />
  )
}
