import { createElement, type ReactNode } from 'react'

interface Props {
  className?: string
  children?: ReactNode
  onClick?: () => void
  src?: unknown
  'aria-label'?: string
}

const as =
  (tag: 'div' | 'span' | 'img') =>
  ({ className, children, onClick, src, ...rest }: Props) =>
    // An imported picture is not text here.
    createElement(
      tag,
      {
        className,
        onClick,
        src: typeof src === 'string' ? src : undefined,
        'aria-label': rest['aria-label'],
      },
      children,
    )

/** Taro's primitives as plain elements: enough to see what a part says and does. */
export const View = as('div')
export const Text = as('span')
export const Image = as('img')
