import { Icon } from './Icon'

interface Props {
  /** What is found, e.g. `找商品`. */
  label: string
  placeholder: string
  value: string
  onChange: (text: string) => void
}

/** A field to search while typing. */
export const SearchBar = ({ label, placeholder, value, onChange }: Props) => (
  <div className="search-bar">
    <Icon name="search" size={18} />
    <input
      value={value}
      type="search"
      enterKeyHint="search"
      aria-label={label}
      placeholder={placeholder}
      onChange={(event) => onChange(event.target.value)}
    />
  </div>
)
