import { Icon } from '../../ui/Icon'

interface Props {
  label: string
  value: number
  least?: number
  most: number
  change: (value: number) => void
}

/** Pieces, one more or fewer at a tap. */
export const Stepper = ({ label, value, least = 1, most, change }: Props) => (
  <div className="stepper" role="group" aria-label={label}>
    <button type="button" aria-label="少一件" disabled={value <= least} onClick={() => change(value - 1)}>
      <Icon name="minus" />
    </button>
    <output>{value}</output>
    <button type="button" aria-label="多一件" disabled={value >= most} onClick={() => change(value + 1)}>
      <Icon name="plus" />
    </button>
  </div>
)
