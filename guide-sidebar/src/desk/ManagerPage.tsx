import type { Guide } from '../api/storage'
import type { DeskPlace } from './page.rules'
import { MomentPage } from './moment/MomentPage'
import { MomentsPage } from './moment/MomentsPage'
import { NewMomentPage } from './moment/NewMomentPage'
import { NewTakeoverPage } from './takeover/NewTakeoverPage'
import { TakeoverPage } from './takeover/TakeoverPage'
import { TakeoversPage } from './takeover/TakeoversPage'
import { WordHitsPage } from './words/WordHitsPage'

type Place = Extract<
  DeskPlace,
  { page: 'takeovers' | 'takeover' | 'takeover-new' | 'word-hits' | 'moments' | 'moment' | 'moment-new' }
>

/** Pages of the desk for managers: whose customers go to whom, what was nearly said, and moments. */
export const ManagerPage = ({ place, guide }: { place: Place; guide: Guide }) => {
  switch (place.page) {
    case 'takeovers':
      return <TakeoversPage guide={guide} />
    case 'takeover':
      return <TakeoverPage key={place.takeoverId} guide={guide} takeoverId={place.takeoverId} />
    case 'takeover-new':
      return <NewTakeoverPage key={place.guideId} guide={guide} guideId={place.guideId} />
    case 'moments':
      return <MomentsPage guide={guide} />
    case 'moment-new':
      return <NewMomentPage guide={guide} />
    case 'moment':
      return <MomentPage key={place.momentId} guide={guide} momentId={place.momentId} />
    case 'word-hits':
      return <WordHitsPage guide={guide} />
  }
}
