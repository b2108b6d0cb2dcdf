interface Props {
  label: string
  options: readonly { label: string; href: string; on: boolean; count?: string }[]
}

/** The halves of a page, as tabs that have addresses. */
export const Segments = ({ label, options }: Props) => (
  <nav className="tabs lists seg" aria-label={label}>
    {options.map((it) => (
      <a key={it.href} href={it.href} aria-current={it.on ? 'page' : undefined}>
        {it.label}
        {it.count && <small>{it.count}</small>}
      </a>
    ))}
  </nav>
)
