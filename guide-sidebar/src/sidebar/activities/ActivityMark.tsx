import { Icon } from '../../ui/Icon'
import { Picture } from '../../ui/Picture'
import { KINDS, type Activity } from './activities.rules'

/** The picture of an activity, or the sign of its kind. */
export const ActivityMark = ({ kind, title, image }: Pick<Activity, 'kind' | 'title' | 'image'>) =>
  image ? (
    <Picture src={image} icon={KINDS[kind].icon} word={title} size={40} />
  ) : (
    <span className="mark brand activity-mark">
      <Icon name={KINDS[kind].icon} size={20} />
    </span>
  )
