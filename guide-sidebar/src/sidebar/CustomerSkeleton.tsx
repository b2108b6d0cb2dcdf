import { Bone } from '../ui/Bone'

/** The customer page's shape while it loads. */
export const CustomerSkeleton = () => (
  <div className="skeleton" role="status" aria-label="正在读取顾客资料">
    <div className="who">
      <div className="row who-row">
        <Bone w={48} h={48} round />
        <div className="grow stack">
          <Bone w={168} h={20} />
          <Bone w="80%" h={14} />
        </div>
      </div>
    </div>
    <div className="numbers">
      <div className="row">
        <Bone w={92} h={20} round />
        <Bone w={72} h={20} round />
        <Bone w={72} h={20} round />
      </div>
      <div className="stats">
        {[0, 1, 2, 3].map((key) => (
          <div key={key} className="stack">
            <Bone w="72%" h={18} />
            <Bone w="56%" h={12} />
          </div>
        ))}
      </div>
    </div>
    <div className="sec">
      <div className="sec-h">
        <Bone w={48} h={18} />
      </div>
      <div className="row">
        <Bone w={118} h={32} round />
        <Bone w={128} h={32} round />
        <Bone w={84} h={32} round />
      </div>
    </div>
    <div className="sec">
      <div className="sec-h">
        <Bone w={72} h={18} />
      </div>
      {[0, 1, 2].map((key) => (
        <div key={key} className="li visit">
          <Bone w={40} h={40} />
          <div className="grow stack">
            <Bone w="62%" h={16} />
            <Bone w="44%" h={12} />
          </div>
          <Bone w={56} h={16} />
        </div>
      ))}
    </div>
  </div>
)
