import type { ApiFailure } from '../api/failure'
import { Icon } from '../ui/Icon'
import { chain } from '../ui/chain'

interface Props {
  busy: boolean
  failure?: ApiFailure
  signIn: () => void
  isWeCom: boolean
}

/** Whom WeCom knows and the console does not: what to do about it. */
const NotOpened = ({ text, again }: { text: string; again: () => void }) => (
  <>
    <h1>还没有开通控制台</h1>
    <p className="i2" role="alert">
      {text}。开通时会定好你负责的门店；门店店长不用开通，用自己的企业微信就能进。
    </p>
    <button type="button" className="btn brand" onClick={again}>
      已经开通，再试一次
    </button>
    <p className="t11 i2">导购请从聊天侧边栏进入导购助手。</p>
  </>
)

/** The console's door: sign-in with the WeCom account of an operator (OP-6). */
export const SignInPage = ({ busy, failure, signIn, isWeCom }: Props) => (
  <main className="door">
    <div className="door-card">
      <span className="mk">{chain.mark}</span>
      {failure?.code === 'not_an_operator' ? (
        <NotOpened text={failure.message} again={signIn} />
      ) : (
        <>
          <h1>{chain.name} · 控制台</h1>
          <p className="i2">看全部门店此刻的样子，给顾客发券。</p>
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
              ? '总部、区域运营和门店店长，用现在的企业微信账号登录。'
              : '企业微信只接受在它自己的窗口里登录：请从工作台打开本页。'}
          </p>
        </>
      )}
    </div>
  </main>
)
