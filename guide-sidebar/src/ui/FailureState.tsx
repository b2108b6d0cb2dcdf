import type { ApiFailure } from '../api/failure'
import { WECOM_WORDS, WeComFailure } from '../wecom/failure'
import type { IconName } from './icons'
import { State } from './State'

interface Look {
  icon: IconName
  title: string
  /** Asking again can help. */
  again: boolean
}

const API_LOOKS: Record<string, Look> = {
  network: { icon: 'wifi-off', title: '没有连上网络', again: true },
  timeout: { icon: 'clock', title: '等太久了', again: true },
  customer_not_yours: { icon: 'lock', title: '不是你的顾客', again: false },
  customer_not_found: { icon: 'user-x', title: '读不到这位顾客', again: true },
  platform_unavailable: { icon: 'triangle-alert', title: '资料暂时读不到', again: true },
  not_a_guide: { icon: 'lock', title: '还没有开通', again: true },
  location_forbidden: { icon: 'lock', title: '不是本店的单', again: false },
  url_not_trusted: { icon: 'lock', title: '这个网址不能用', again: false },
  oauth_code_invalid: { icon: 'lock', title: '没能登录', again: true },
  state_mismatch: { icon: 'lock', title: '没能登录', again: true },
}
const OTHER: Look = { icon: 'triangle-alert', title: '没有读到资料', again: true }

const lookOf = (failure: ApiFailure): Look =>
  API_LOOKS[failure.code] ??
  (failure.status === 401 ? { ...OTHER, icon: 'lock', title: '登录已失效' } : OTHER)

interface Props {
  failure: ApiFailure | WeComFailure
  retry: () => void
  retryLabel?: string
}

/** A failure of the server, the network or the WeCom client, in words. */
export const FailureState = ({ failure, retry, retryLabel = '再试一次' }: Props) => {
  const action = { label: retryLabel, run: retry }
  if (failure instanceof WeComFailure) {
    const words = WECOM_WORDS[failure.kind === 'cancelled' ? 'other' : failure.kind]
    const calm = failure.kind === 'noContact'
    const icon = calm ? 'message-circle' : failure.kind === 'noPermission' ? 'lock' : 'triangle-alert'
    return <State icon={icon} tone={calm ? 'calm' : 'warn'} {...words} action={action} note={failure.raw} />
  }
  const look = lookOf(failure)
  return (
    <State
      icon={look.icon}
      tone="warn"
      title={look.title}
      text={failure.message}
      action={look.again ? action : undefined}
      note={failure.requestId && `请求编号 ${failure.requestId}`}
    />
  )
}
