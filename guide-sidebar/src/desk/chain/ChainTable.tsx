import { Avatar } from '../../ui/Avatar'
import { Yuan } from '../../ui/Yuan'
import { ENTRY_TONES } from './chain.rules'
import type { WholeChain } from './chain.rules'

/** Who joined, with numbers, what, and how far each is. */
export const ChainTable = ({ chain: { entries, sums, people, pieces } }: { chain: WholeChain }) => (
  <section className="sec" aria-label="接龙名单">
    <div className="sec-h">
      <h2>谁接了</h2>
      <span className="more">{people} 人</span>
    </div>
    {entries.length === 0 ? (
      <p className="none">还没有人接。把卡片发到群里，第一个人接了就看得到。</p>
    ) : (
      <table className="chain">
        <thead>
          <tr>
            <th>#</th>
            <th>谁</th>
            <th>接了什么</th>
            <th>份</th>
            <th>到哪了</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((it) => (
            <tr key={it.orderId} className={it.state === 'unpaid' ? 'ask' : undefined}>
              <td>{it.no ?? '–'}</td>
              <td>
                <span className="row chain-who">
                  <Avatar name={it.memberName} src={it.avatar} size={20} />
                  <span className="cut">{it.memberName}</span>
                </span>
              </td>
              <td>
                <a className="chain-what" href={`#/order/${it.orderId}`}>
                  <span className="cut block">{it.text}</span>
                  {it.remark && <span className="t11 i2 cut block">{it.remark}</span>}
                </a>
              </td>
              <td>{it.pieces}</td>
              <td className={ENTRY_TONES[it.state]}>{it.stateText}</td>
            </tr>
          ))}
        </tbody>
      </table>
    )}
    <p className="chain-sum i2">
      {sums.orders} 单 · 已付 {pieces} 份 <Yuan amount={sums.amount} />
      {sums.unpaidPieces > 0 && ` · 未付 ${sums.unpaidPieces} 份`}
    </p>
  </section>
)
