import type { ReactNode } from 'react'
import { Icon } from '../../ui/Icon'
import { Dialog } from './Dialog'

interface Props {
  title: string
  /** What it means for shoppers. */
  text: string
  action: string
  busy: boolean
  oops?: string | undefined
  onYes: () => void
  onClose: () => void
  /** What has to be said with it. */
  children?: ReactNode
}

/** A step is asked about once, with what it means for shoppers. */
export const ConfirmDialog = ({ title, text, action, busy, oops, onYes, onClose, children }: Props) => (
  <Dialog
    title={title}
    onClose={onClose}
    foot={
      <>
        <button type="button" className="btn" onClick={onClose}>
          先不
        </button>
        <button type="button" className="btn brand" disabled={busy} onClick={onYes}>
          {action}
        </button>
      </>
    }
  >
    <p>{text}</p>
    {children}
    {oops && (
      <p className="ef-e" role="alert">
        <Icon name="circle-alert" size={14} />
        {oops}
      </p>
    )}
  </Dialog>
)
