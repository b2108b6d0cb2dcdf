import { call } from '../../api/client'
import { ApiFailure } from '../../api/failure'
import { Icon } from '../../ui/Icon'
import { Problem } from '../Problem'
import { useAction } from '../useAction'
import { MOST_PICTURES, type Draft } from './moment.rules'
import { shrink } from './shrink'

interface Props {
  pictures: Draft['pictures']
  put: (pictures: Draft['pictures']) => void
}

/** Up to nine pictures, made small before they are sent. */
export const Pictures = ({ pictures, put }: Props) => {
  const { run, busy, failure } = useAction(async (files: readonly File[]) => {
    const added = [...pictures]
    for (const file of files.slice(0, MOST_PICTURES - pictures.length)) {
      const picture = await shrink(file).catch(() => {
        throw new ApiFailure('unreadable', '有一张图打不开，请换一张')
      })
      const kept = await call('POST /moment-pictures', { body: { picture } })
      if (!added.some((it) => it.id === kept.id)) added.push(kept)
      put([...added])
    }
  })
  return (
    <>
      <div className="moment-pics">
        {pictures.map((it, at) => (
          <button
            key={it.id}
            type="button"
            aria-label={`去掉第 ${at + 1} 张图`}
            onClick={() => put(pictures.filter((one) => one.id !== it.id))}
          >
            <img src={it.url} alt="" />
            <Icon name="x" size={14} />
          </button>
        ))}
        {pictures.length < MOST_PICTURES && (
          <label className="moment-add">
            <Icon name="plus" size={20} />
            <span>{busy ? '正在上传' : '加图片'}</span>
            <input
              type="file"
              accept="image/*"
              multiple
              aria-label="加图片"
              disabled={busy}
              onChange={(event) => {
                void run([...(event.target.files ?? [])])
                event.target.value = ''
              }}
            />
          </label>
        )}
      </div>
      <Problem text={failure?.message} />
    </>
  )
}
