import { useState } from 'react'
import type { Guide } from '../../api/storage'
import { useApi } from '../../api/useApi'
import { Chains } from '../../desk/chain/ChainsPage'
import { Icon } from '../../ui/Icon'
import { useNotice } from '../../ui/useNotice'
import { SendGoods } from '../goods/SendGoods'
import { Activities } from './Activities'
import { groupText, type Group } from './group.rules'
import { Members } from './Members'
import { Welcome } from './Welcome'

const Stats = ({ counts }: { counts: Group['counts'] }) => {
  const outside = counts.all - counts.staff
  const share = outside ? Math.round((counts.members * 100) / outside) : 0
  const shown = [
    [`${share}%`, '是会员'],
    [`${counts.mine} 人`, '我的客户'],
    [`${counts.joined} 人`, '7 天进群'],
    [`${counts.left} 人`, '7 天退群'],
  ] as const
  return (
    <div className="numbers group-numbers">
      <div className="stats">
        {shown.map(([figure, what]) => (
          <div key={what}>
            <b>{figure}</b>
            <span>{what}</span>
          </div>
        ))}
      </div>
    </div>
  )
}

/** The open customer group (GU-7): who is in it, its chains, what can be put into it, and its welcome (GB-2). */
export const GroupPage = ({ chatId, guide }: { chatId: string; guide: Guide }) => {
  const { data, error, mutate } = useApi(
    'GET /groups/:chatId',
    { params: { chatId } },
    (it) => it.welcome.state === 'waiting',
  )
  const group = data?.answer
  const [open, setOpen] = useState<'members' | 'goods' | 'welcome'>()
  const [notice, setNotice] = useNotice()
  const close = () => setOpen(undefined)
  return (
    <>
      <header className="who">
        <div className="row who-row">
          <span className="mark brand group-mark">
            <Icon name="users" size={24} />
          </span>
          <div className="grow">
            <h1 className="name cut">{group?.name ?? '客户群'}</h1>
            <div className={`cut ${error && !group ? 'warn' : 'i2'}`}>
              {group ? groupText(group) : (error?.message ?? `${guide.store.name} · 正在读取群资料…`)}
            </div>
          </div>
        </div>
      </header>
      <main className="main-scroll">
        {group && <Stats counts={group.counts} />}
        <Chains group={{ id: chatId, name: group?.name ?? '' }} />
        <Activities chatId={chatId} done={(title) => setNotice(`${title} 发到群里了`)} />
        {group && (
          <section className="sec group-more" aria-label="群">
            <button type="button" className="li group-row" onClick={() => setOpen('members')}>
              <span className="grow">
                <b className="block">群成员</b>
                <span className="t11 i2 block">
                  还没加导购 {group.counts.strangers} · 在多个群 {group.counts.repeated}
                </span>
              </span>
              <Icon name="chevron-right" size={14} />
            </button>
            <button type="button" className="li group-row" onClick={() => setOpen('welcome')}>
              <span className="grow">
                <b className="block">入群欢迎语</b>
                <span className={`t11 block ${group.welcome.state === 'trouble' ? 'danger' : 'i2'}`}>
                  {group.welcome.stateText}
                </span>
              </span>
              <Icon name="chevron-right" size={14} />
            </button>
          </section>
        )}
      </main>
      {notice && (
        <div className="toast" role="status">
          {notice}
        </div>
      )}
      <footer className="act">
        <button type="button" className="tool" onClick={() => setOpen('goods')}>
          <Icon name="shopping-bag" size={20} />
          发商品
        </button>
        <a className="tool" href="#/chains">
          <Icon name="list-ordered" size={20} />
          全店接龙
        </a>
        <a className="btn main" href={`#/chain-new/${encodeURIComponent(chatId)}`}>
          <Icon name="plus" size={18} />
          开一个接龙
        </a>
      </footer>
      {open === 'members' && group && <Members group={group} close={close} />}
      {open === 'welcome' && group && (
        <Welcome
          group={group}
          close={close}
          done={() => {
            close()
            setNotice('欢迎语记下了')
            void mutate()
          }}
        />
      )}
      {open === 'goods' && (
        <SendGoods
          chatId={chatId}
          name={group?.name ?? '客户群'}
          guide={guide}
          close={close}
          done={(name) => {
            close()
            setNotice(`${name} 发到群里了`)
          }}
        />
      )}
    </>
  )
}
