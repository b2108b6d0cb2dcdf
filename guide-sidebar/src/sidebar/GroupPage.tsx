import type { Guide } from '../api/storage'
import { Chains } from '../desk/chain/ChainsPage'
import { Icon } from '../ui/Icon'

/** The open customer group: its chains, and the way to a new one (GU-7, GB-2). */
export const GroupPage = ({ chatId, guide }: { chatId: string; guide: Guide }) => (
  <>
    <header className="who">
      <div className="row who-row">
        <span className="mark brand group-mark">
          <Icon name="users" size={24} />
        </span>
        <div className="grow">
          <h1 className="name cut">群里的接龙</h1>
          <div className="i2 cut">
            {guide.store.name} · {guide.name} 带的群
          </div>
        </div>
      </div>
    </header>
    <main className="main-scroll">
      <Chains group={{ id: chatId, name: '' }} />
    </main>
    <footer className="act">
      <a className="tool" href="#/chains">
        <Icon name="list-ordered" size={20} />
        全店接龙
      </a>
      <a className="btn main" href={`#/chain-new/${encodeURIComponent(chatId)}`}>
        <Icon name="plus" size={18} />
        开一个接龙
      </a>
    </footer>
  </>
)
