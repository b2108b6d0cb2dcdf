import { Icon } from '../ui/Icon'
import { dueText, settledText, type FollowUp } from './followUps.rules'

interface Props {
  followUp: FollowUp
  now: number
  /** On the desk, where customers differ. */
  withCustomer?: boolean
  open: () => void
}

/** One thing to do, with when it is due; or what became of it. */
export const FollowUpRow = ({ followUp, now, withCustomer = false, open }: Props) => {
  const { status, text, customer, isMine, guideName, note } = followUp
  const isOpen = status === 'open'
  const [due, tone] = dueText(followUp, now)
  const more = [withCustomer && customer.name, !isMine && guideName, note].filter(Boolean).join(' · ')
  return (
    <li>
      <button type="button" className="li follow-up" disabled={!isOpen} onClick={open}>
        <span className={isOpen ? 'tick' : 'tick on'}>{!isOpen && <Icon name="check" size={12} />}</span>
        <span className="grow">
          <span className="m cut block">{text}</span>
          {more && <span className="i2 t11 cut block">{more}</span>}
        </span>
        <span className={`t11 m fix ${isOpen ? tone : 'i2'}`}>
          {isOpen ? due : settledText(followUp, now)}
        </span>
      </button>
    </li>
  )
}
