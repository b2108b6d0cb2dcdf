import { useState } from 'react'
import { Picture } from '../../ui/Picture'
import { SkuDialog } from '../edit/SkuChooser'

interface ImageProps {
  value: string
  onChange: (image: string) => void
}
/** The picture of the event: that of some goods. */
export const ImageChooser = ({ value, onChange }: ImageProps) => {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      {value && <Picture src={value} icon="sparkles" word={value} size={56} />}
      <button type="button" className="more-b" onClick={() => setOpen(true)}>
        {value ? '换一张' : '从商品图里选'}
      </button>
      {isOpen && (
        <SkuDialog
          title="选一张商品图"
          chosen={[]}
          onClose={() => setOpen(false)}
          onPick={({ image }) => {
            onChange(image)
            setOpen(false)
          }}
        />
      )}
    </>
  )
}
