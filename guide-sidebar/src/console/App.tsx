import { signOut } from '../api/signIn'
import type { Guide } from '../api/storage'
import { useGuide } from '../api/useGuide'
import { Avatar } from '../ui/Avatar'
import { Icon } from '../ui/Icon'
import type { IconName } from '../ui/icons'
import { chain } from '../ui/chain'
import { useHash } from '../ui/useHash'
import { isWeCom } from '../wecom/client'
import { HomePage } from './HomePage'
import { SignInPage } from './SignInPage'
import { StoresPage } from './StoresPage'

const PAGES: readonly { hash: string; name: string; icon: IconName }[] = [
  { hash: '', name: '首页', icon: 'layout-dashboard' },
  { hash: 'stores', name: '门店', icon: 'store' },
]
const ROLES: Record<Guide['role'], string> = { guide: '导购', manager: '店长' }

const Shell = ({ guide }: { guide: Guide }) => {
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
          <a key={hash} href={`#/${hash}`} className={page === hash ? 'on' : undefined}>
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
          <Avatar name={guide.name} src={guide.avatar} size={28} />
          <div className="grow">
            <div className="m cut">{guide.name}</div>
            <div className="t11 i2 cut">
              {ROLES[guide.role]} · {guide.store.name}
            </div>
          </div>
          <button type="button" className="out" aria-label="退出登录" title="退出登录" onClick={leave}>
            <Icon name="log-out" />
          </button>
        </div>
      </nav>
      <main className="pg">{page === 'stores' ? <StoresPage /> : <HomePage />}</main>
    </div>
  )
}

/** The console: a door, and behind it the chain at a glance. */
export const App = () => {
  const { state, signIn } = useGuide(false)
  if (state.status === 'signedIn') return <Shell guide={state.guide} />
  return (
    <SignInPage
      busy={state.status === 'working'}
      failure={state.status === 'failed' ? state.failure : undefined}
      signIn={signIn}
      isWeCom={isWeCom()}
    />
  )
}
