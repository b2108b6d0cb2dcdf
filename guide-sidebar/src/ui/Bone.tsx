import type { CSSProperties } from 'react'

/** A grey shape in place of what is loading. */
export const Bone = ({ w, h, round = false }: { w: number | string; h: number; round?: boolean }) => {
  const style: CSSProperties = { width: w, height: h, borderRadius: round ? 999 : undefined }
  return <span className="bone" style={style} />
}
