import type { Guide } from '../api/storage'
import { Avatar } from '../ui/Avatar'
import { Icon } from '../ui/Icon'

const ROLES: Record<Guide['role'], string> = { guide: '导购', manager: '店长' }

const REACH: Record<Guide['role'], string> = {
  guide: '你的企业微信好友',
  manager: '你和本店导购的企业微信好友',
}

/** Who is signed in here, and the way out. */
export const MePage = ({ guide, signOut }: { guide: Guide; signOut: () => void }) => (
  <>
    <main className="main-scroll">
      <section className="sec me">
        <div className="row who-row">
          <Avatar name={guide.name} src={guide.avatar} size={48} />
          <div className="grow">
            <div className="row">
              <span className="name cut">{guide.name}</span>
              <span className="chip ok">{ROLES[guide.role]}</span>
            </div>
            <div className="i2">{guide.store.name}</div>
          </div>
        </div>
      </section>
      <section className="sec">
        <dl className="pairs">
          <div>
            <dt>企业微信账号</dt>
            <dd>{guide.userid}</dd>
          </div>
          <div>
            <dt>能看的顾客</dt>
            <dd>{REACH[guide.role]}</dd>
          </div>
        </dl>
        <p className="none">每次查看顾客资料都会留下记录，手机号只显示前三位和后四位。</p>
      </section>
    </main>
    <footer className="act">
      <button type="button" className="btn" onClick={signOut}>
        <Icon name="log-out" size={18} />
        退出登录
      </button>
    </footer>
  </>
)
