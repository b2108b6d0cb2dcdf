import type { ReactNode } from 'react'
import type { Api } from '../../../../server/api'
import { Icon } from '../../ui/Icon'

export type Face = Api['GET /console/coupons/:couponId']['response']['face']

/** `¥30` → ['¥', '30', ''], `8.5折` → ['', '8.5', '折']: the number large, the rest small. */
export const bigParts = (big: string): [before: string, number: string, after: string] => {
  const found = /^(¥?)([\d.]+)(.*)$/.exec(big)
  return found ? [found[1] ?? '', found[2] ?? '', found[3] ?? ''] : ['', '', big]
}

interface Props {
  face: Pick<Face, 'title' | 'kind' | 'big' | 'small' | 'where'>
  line?: ReactNode
  side?: ReactNode
  foot?: ReactNode
  isOff?: boolean
}

/** A coupon as the mini-program draws it. */
export const Ticket = ({ face, line, side, foot, isOff }: Props) => {
  const [before, number, after] = bigParts(face.big)
  return (
    <div className={`tk${isOff ? ' tk-off' : ''}`}>
      <div className="tk-main">
        <div className="tk-v">
          {face.kind === 'gift' ? (
            <>
              <span className="tk-gift">
                <Icon name="gift" size={24} />
              </span>
              <span className="tk-s">{face.big}</span>
            </>
          ) : (
            <>
              <span className={number ? 'tk-n' : 'tk-n tk-word'}>
                {before && <small>{before}</small>}
                {number}
                {number ? <small>{after}</small> : after}
              </span>
              <span className="tk-s cut">{face.small}</span>
            </>
          )}
        </div>
        <div className="tk-b">
          <div className="grow">
            <div className="tk-t cut">{face.title}</div>
            <div className="i2 cut">{face.where}</div>
            {line}
          </div>
          {side}
        </div>
      </div>
      {foot && <div className="tk-why">{foot}</div>}
    </div>
  )
}
