import { Bone } from '../ui/Bone'

/** The shape of a list's rows while they load. */
export const RowBones = () => (
  <div role="status" aria-label="正在读取订单">
    {[0, 1, 2, 3].map((key) => (
      <div key={key} className="li pick">
        <Bone w={32} h={32} />
        <div className="grow stack">
          <Bone w="46%" h={14} />
          <Bone w="64%" h={11} />
        </div>
        <Bone w={56} h={14} />
      </div>
    ))}
  </div>
)

/** The shape of one order while it loads. */
export const OrderSkeleton = () => (
  <div className="skeleton" role="status" aria-label="正在读取订单">
    <div className="sec">
      <div className="li person">
        <Bone w={40} h={40} round />
        <div className="grow stack">
          <Bone w="36%" h={16} />
          <Bone w="58%" h={13} />
        </div>
      </div>
    </div>
    <div className="sec">
      <div className="sec-h">
        <Bone w={64} h={18} />
      </div>
      {[0, 1].map((key) => (
        <div key={key} className="li goods">
          <Bone w={56} h={56} />
          <div className="grow stack">
            <Bone w="70%" h={14} />
            <Bone w="44%" h={11} />
          </div>
          <Bone w={64} h={16} />
        </div>
      ))}
    </div>
  </div>
)
