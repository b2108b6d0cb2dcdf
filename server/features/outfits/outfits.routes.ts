import { implement } from '../../kernel/router'
import { outfitsContract } from './outfits.contract'
import { addOutfit, dropOutfit, listOutfits, putOutfit } from './outfits.service'

export const outfitsFeature = implement(outfitsContract, {
  'GET /outfits': ({ caller }) => listOutfits(caller),
  'POST /outfits': ({ body, caller }) => addOutfit(body, caller),
  'PUT /outfits/:outfitId': ({ params, body, caller }) => putOutfit(params.outfitId, body, caller),
  'POST /outfits/:outfitId/delete': ({ params, body, caller }) =>
    dropOutfit(params.outfitId, body.version, caller),
})
