import { createElement, type MouseEvent, type ReactNode } from 'react'

interface Props {
  className?: string
  children?: ReactNode
  onClick?: (event: MouseEvent) => void
  src?: unknown
  style?: Record<string, string>
  'aria-label'?: string
}

const as =
  (tag: 'div' | 'span' | 'img') =>
  ({ className, children, onClick, src, style, ...rest }: Props) =>
    // An imported picture is not text here.
    createElement(
      tag,
      {
        className,
        onClick,
        // As text: the DOM of the tests takes no pictures in styles.
        'data-style': style && JSON.stringify(style),
        src: typeof src === 'string' ? src : undefined,
        'aria-label': rest['aria-label'],
      },
      children,
    )

/** Taro's primitives as plain elements: enough to see what a part says and does. */
export const View = as('div')
export const Text = as('span')
export const Image = as('img')
export const ScrollView = as('div')
export const Button = as('div')

interface InputProps {
  value?: string
  placeholder?: string
  onInput?: (event: { detail: { value: string } }) => void
}
export const Input = ({ value, placeholder, onInput }: InputProps) => (
  <input
    value={value}
    placeholder={placeholder}
    onChange={(event) => onInput?.({ detail: { value: event.target.value } })}
  />
)
