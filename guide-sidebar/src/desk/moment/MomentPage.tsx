import { call } from '../../api/client'
import type { Guide } from '../../api/storage'
import { useApi } from '../../api/useApi'
import { Avatar } from '../../ui/Avatar'
import { FailureState } from '../../ui/FailureState'
import { Icon } from '../../ui/Icon'
import { RowBones } from '../DeskSkeleton'
import { Problem } from '../Problem'
import { Top } from '../Top'
import { useAction } from '../useAction'
import { isMoving, STATUS, TASK_WORDS, taskText, type Moment } from './moment.rules'

const Content = ({ moment: { status, statusText, text, pictures, link, tags } }: { moment: Moment }) => {
  const [word, tone] = STATUS[status]
  return (
    <section className="sec moment-content" aria-label="内容">
      <div className="sec-h">
        <h2 className="cut grow">{statusText}</h2>
        <span className={`t11 m fix ${tone}`}>{word}</span>
      </div>
      {text && <p className="moment-text">{text}</p>}
      {pictures.length > 0 && (
        <div className="moment-pics">
          {pictures.map((it, at) => (
            <img key={it} src={it} alt={`第 ${at + 1} 张图`} />
          ))}
        </div>
      )}
      {link && (
        <p className="moment-link">
          <Icon name="smartphone" size={14} />
          {link.title}
        </p>
      )}
      <p className="i2 t11">
        {tags.length > 0 ? `带「${tags.join('」或「')}」的客户看得到` : '全部客户看得到'}
      </p>
    </section>
  )
}

const Whole = ({ moment, changed }: { moment: Moment; changed: () => void }) => {
  const act = useAction(async (name: 'remind' | 'cancel') => {
    await call(`POST /moments/:momentId/${name}`, { params: { momentId: moment.id } })
    changed()
  })
  const { sums, tasks } = moment
  return (
    <>
      <main className="main-scroll">
        <Content moment={moment} />
        <section className="sec mass-head" aria-label="结果">
          <div className="stats mass-stats">
            <div>
              <b>
                {sums.published}
                <small className="i2"> / {tasks.length}</small>
              </b>
              <span>发表</span>
            </div>
            <div>
              <b>{sums.seen}</b>
              <span>可见</span>
            </div>
            <div>
              <b>{sums.likes}</b>
              <span>赞</span>
            </div>
            <div>
              <b>{sums.comments}</b>
              <span>评论</span>
            </div>
          </div>
        </section>
        <section className="sec" aria-label="导购">
          <div className="sec-h">
            <h2>导购</h2>
          </div>
          <ul className="rows">
            {tasks.map((it) => {
              const [word, tone] = TASK_WORDS[it.state]
              return (
                <li key={it.guideId} className="li visit">
                  <Avatar name={it.name} src={it.avatar} size={32} />
                  <div className="grow cut">
                    <div className="m cut">{it.name}</div>
                    <div className="i2 t11 cut">{taskText(it)}</div>
                  </div>
                  <span className={`t11 m fix ${tone}`}>{word}</span>
                </li>
              )
            })}
          </ul>
        </section>
        <Problem text={act.failure?.message} wide />
      </main>
      {(moment.canRemind || moment.canCancel) && (
        <footer className="act">
          {moment.canCancel && (
            <button type="button" className="btn" disabled={act.busy} onClick={() => void act.run('cancel')}>
              取消
            </button>
          )}
          {moment.canRemind && (
            <button
              type="button"
              className="btn main"
              disabled={act.busy}
              onClick={() => void act.run('remind')}
            >
              提醒没发表的导购
            </button>
          )}
        </footer>
      )}
    </>
  )
}

/** One moment: what it says, and what came of it guide by guide (GU-6b). */
export const MomentPage = ({ guide, momentId }: { guide: Guide; momentId: string }) => {
  const { data, error, isValidating, mutate } = useApi(
    'GET /moments/:momentId',
    { params: { momentId } },
    isMoving,
  )
  const body = () => {
    if (!data && error && !isValidating) return <FailureState failure={error} retry={() => void mutate()} />
    return data ? <Whole moment={data.answer} changed={() => void mutate()} /> : <RowBones />
  }
  return (
    <>
      <Top title="朋友圈" to="#/moments" guide={guide} />
      {body()}
    </>
  )
}
