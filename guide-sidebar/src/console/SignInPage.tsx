import type { ApiFailure } from '../api/failure'
import { Icon } from '../ui/Icon'
import { chain } from '../ui/chain'

interface Props {
  busy: boolean
  failure?: ApiFailure
  signIn: () => void
  isWeCom: boolean
}

/** The console's door: sign-in with the WeCom account. */
export const SignInPage = ({ busy, failure, signIn, isWeCom }: Props) => (
  <main className="door">
    <div className="door-card">
      <span className="mk">{chain.mark}</span>
      <h1>{chain.name} · 控制台</h1>
      <p className="i2">看全部门店、城市和商品此刻的样子。</p>
      {failure && (
        <p className="oops" role="alert">
          <Icon name="triangle-alert" size={14} />
          {failure.message}
        </p>
      )}
      <button type="button" className="btn brand" disabled={busy} onClick={signIn}>
        {busy ? '正在登录…' : '用企业微信登录'}
      </button>
      <p className="t11 i2">
        {isWeCom
          ? '用你现在的企业微信账号登录。'
          : '企业微信只接受在它自己的窗口里登录：请从工作台打开本页。'}
      </p>
    </div>
  </main>
)
