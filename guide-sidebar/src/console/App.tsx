import { signOut } from '../api/signIn'
import type { Operator } from '../api/storage'
import { useOperator } from '../api/useSignIn'
import { Avatar } from '../ui/Avatar'
import { Icon } from '../ui/Icon'
import type { IconName } from '../ui/icons'
import { chain } from '../ui/chain'
import { useHash } from '../ui/useHash'
import { isWeCom } from '../wecom/client'
import { CouponsArea } from './coupons/CouponsArea'
import { HomePage } from './HomePage'
import { OperatorProvider } from './operator'
import { SignInPage } from './SignInPage'
import { StoresPage } from './StoresPage'

const PAGES: readonly { hash: string; name: string; icon: IconName }[] = [
  { hash: '', name: '首页', icon: 'layout-dashboard' },
  { hash: 'coupons', name: '券与优惠', icon: 'ticket' },
  { hash: 'stores', name: '门店', icon: 'store' },
]

const Page = ({ page }: { page: string }) => {
  if (page === 'stores') return <StoresPage />
  return page.startsWith('coupons') ? <CouponsArea page={page} /> : <HomePage />
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
        {PAGES.map(({ hash, name, icon }) => (
          <a key={hash} href={`#/${hash}`} className={page.split('/')[0] === hash ? 'on' : undefined}>
            <Icon name={icon} />
            {name}
          </a>
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
        <Page page={page} />
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
