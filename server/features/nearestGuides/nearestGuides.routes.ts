import { implement } from '../../kernel/router'
import { nearestGuidesContract } from './nearestGuides.contract'
import { chainPicture, guideCodePicture, leadToGuide, noteShown, resultsOf } from './nearestGuides.service'

export const nearestGuidesFeature = implement(nearestGuidesContract, {
  'GET /nearest-guide': ({ query }) => leadToGuide(query),
  'GET /nearest-guide/codes/:codeId/qr': ({ params }) => guideCodePicture(params.codeId),
  'POST /nearest-guide/shown': ({ body }) => noteShown(body.codeId),
  'GET /console/nearest-guide': ({ caller }) => resultsOf(caller),
  'GET /console/nearest-guide/qr': () => chainPicture(),
})
