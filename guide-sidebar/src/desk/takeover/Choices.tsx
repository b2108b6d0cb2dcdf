import { useState } from 'react'
import { useApi } from '../../api/useApi'
import { Avatar } from '../../ui/Avatar'
import { FailureState } from '../../ui/FailureState'
import { Icon } from '../../ui/Icon'
import { RowBones } from '../DeskSkeleton'

type Chosen = readonly string[]
interface Props {
  guideId: string
  q: string
  people: Chosen
  chats: Chosen
  setPeople: (next: Chosen) => void
  setChats: (next: Chosen) => void
  /** So many customers at once. */
  most: number
  cursor?: string
}

const toggled = (chosen: Chosen, id: string): Chosen =>
  chosen.includes(id) ? chosen.filter((it) => it !== id) : [...chosen, id]

const Tick = ({ on }: { on: boolean }) => (
  <span className={`tick${on ? ' on' : ''}`}>{on && <Icon name="check" size={12} />}</span>
)

/** Customers and groups of a guide to choose from, page by page. */
export const Choices = (props: Props) => {
  const { guideId, q, people, chats, setPeople, setChats, most, cursor } = props
  const [isOpen, setIsOpen] = useState(false)
  const { data, error, isValidating, mutate } = useApi('GET /staff/takeovers/guides/:guideId/customers', {
    params: { guideId },
    query: { limit: most, ...(q ? { q } : {}), ...(cursor ? { cursor } : {}) },
  })
  if (!data && error && !isValidating) return <FailureState failure={error} retry={() => void mutate()} />
  if (!data) return <RowBones />
  const { customers, groups, next } = data.answer
  const free = customers.filter((it) => !it.blocked).map((it) => it.externalUserId)
  const isWhole = free.length > 0 && free.every((it) => people.includes(it))
  const choosePage = () =>
    setPeople(
      isWhole ? people.filter((it) => !free.includes(it)) : [...new Set([...people, ...free])].slice(0, most),
    )
  return (
    <>
      {groups.length > 0 && !q && (
        <section className="sec" aria-label="群">
          <div className="sec-h">
            <h2>群</h2>
          </div>
          <ul className="rows">
            {groups.map((it) => (
              <li key={it.chatId}>
                <button
                  type="button"
                  className="li takeover-pick"
                  aria-pressed={chats.includes(it.chatId)}
                  onClick={() => setChats(toggled(chats, it.chatId))}
                >
                  <Tick on={chats.includes(it.chatId)} />
                  <span className="grow cut">{it.name}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section className="sec" aria-label="顾客">
        <div className="sec-h">
          <h2>顾客</h2>
          {free.length > 0 && (
            <button type="button" className="again more" onClick={choosePage}>
              {isWhole ? '都不选' : `选中这 ${Math.min(free.length, most)} 位`}
            </button>
          )}
        </div>
        {customers.length === 0 && <p className="none">{q ? '没有找到' : '没有可以转的顾客'}</p>}
        <ul className="rows">
          {customers.map((it) => (
            <li key={it.externalUserId}>
              <button
                type="button"
                className="li takeover-pick"
                disabled={
                  it.blocked !== undefined || (people.length >= most && !people.includes(it.externalUserId))
                }
                aria-pressed={people.includes(it.externalUserId)}
                onClick={() => setPeople(toggled(people, it.externalUserId))}
              >
                <Tick on={people.includes(it.externalUserId)} />
                <Avatar name={it.name} {...(it.avatar ? { src: it.avatar } : {})} size={36} />
                <span className="grow">
                  <b className="cut block">{it.remark ?? it.name}</b>
                  <span className={`t11 cut block ${it.blocked ? 'warn' : 'i2'}`}>
                    {it.blocked ?? (it.isMember ? '会员' : '还不是会员')}
                  </span>
                </span>
              </button>
            </li>
          ))}
        </ul>
        {next && !isOpen && (
          <button type="button" className="fold" onClick={() => setIsOpen(true)}>
            再看更多
          </button>
        )}
      </section>
      {next && isOpen && <Choices {...props} cursor={next} />}
    </>
  )
}
