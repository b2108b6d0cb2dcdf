import type { Guide } from '../api/storage'
import type { DeskPlace } from './page.rules'
import { NewTakeoverPage } from './takeover/NewTakeoverPage'
import { TakeoverPage } from './takeover/TakeoverPage'
import { TakeoversPage } from './takeover/TakeoversPage'
import { WordHitsPage } from './words/WordHitsPage'

type Place = Extract<DeskPlace, { page: 'takeovers' | 'takeover' | 'takeover-new' | 'word-hits' }>

/** Pages of the desk for managers: whose customers go to whom, and what was nearly said. */
export const ManagerPage = ({ place, guide }: { place: Place; guide: Guide }) => {
  switch (place.page) {
    case 'takeovers':
      return <TakeoversPage guide={guide} />
    case 'takeover':
      return <TakeoverPage key={place.takeoverId} guide={guide} takeoverId={place.takeoverId} />
    case 'takeover-new':
      return <NewTakeoverPage key={place.guideId} guide={guide} guideId={place.guideId} />
    case 'word-hits':
      return <WordHitsPage guide={guide} />
  }
}
