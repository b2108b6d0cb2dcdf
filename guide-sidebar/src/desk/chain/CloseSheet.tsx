import { call } from '../../api/client'
import { Problem } from '../Problem'
import { Sheet } from '../Sheet'
import { useAction } from '../useAction'
import type { WholeChain } from './chain.rules'

interface Props {
  chain: WholeChain
  close: () => void
  done: () => void
}

/** Closing a chain before its time. */
export const CloseSheet = ({ chain, close, done }: Props) => {
  const { run, busy, failure } = useAction(async () => {
    await call('POST /staff/chains/:chainId/close', { params: { chainId: chain.id } })
    done()
  })
  return (
    <Sheet
      title="提前截单"
      close={close}
      foot={
        <button type="button" className="btn main" disabled={busy} onClick={() => void run()}>
          {busy ? '正在截单…' : '现在截单'}
        </button>
      }
    >
      <p className="hint">
        截单后没人能再接，{chain.people} 人的 {chain.pieces} 份马上开始备货；还没付款的等他们付完或过时放掉。
      </p>
      <Problem text={failure?.message} />
    </Sheet>
  )
}
