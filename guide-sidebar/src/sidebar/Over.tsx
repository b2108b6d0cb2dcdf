import type { ReactNode } from 'react'
import { Avatar } from '../ui/Avatar'
import { Icon } from '../ui/Icon'

interface Props {
  title: string
  name: string
  avatar?: string | undefined
  close: () => void
  children: ReactNode
}

/** A page over the customer's, for what is done for them. */
export const Over = ({ title, name, avatar, close, children }: Props) => (
  <div className="over" role="dialog" aria-modal="true" aria-label={title}>
    <header className="top">
      <button type="button" className="back" aria-label="返回" onClick={close}>
        <Icon name="chevron-left" size={20} />
      </button>
      <h1>{title}</h1>
      <span className="whose row">
        <span className="i2">给</span>
        <Avatar name={name} {...(avatar ? { src: avatar } : {})} size={24} />
        <span className="m cut">{name}</span>
      </span>
    </header>
    {children}
  </div>
)
