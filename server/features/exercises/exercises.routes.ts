import { implement } from '../../kernel/router'
import { exercisesContract } from './exercises.contract'
import {
  addPlayScript,
  begin,
  changePlayScript,
  checkPlayWords,
  deletePlayScript,
  exerciseOf,
  exercisesInStore,
  likePlayScript,
  lookAtPlayCoupon,
  lookAtPlayPickup,
  myExercises,
  playScripts,
  redeemPlayCoupon,
  redeemPlayPickup,
  sayPlayScript,
} from './exercises.service'

export const exercisesFeature = implement(exercisesContract, {
  'GET /exercises': ({ caller }) => myExercises(caller),
  'GET /exercises/:flow': ({ params, caller }) => exerciseOf(params.flow, caller),
  'POST /exercises/:flow/begin': ({ params, caller }) => begin(params.flow, caller),
  'GET /staff/exercises': ({ caller }) => exercisesInStore(caller),
  'POST /exercises/redeem/pickups/look': ({ body, caller }) => lookAtPlayPickup(body.code, caller),
  'POST /exercises/redeem/pickups/redeem': ({ body, caller }) => redeemPlayPickup(body.code, caller),
  'POST /exercises/redeem/coupon-codes/look': ({ body, caller }) => lookAtPlayCoupon(body, caller),
  'POST /exercises/redeem/coupon-codes/redeem': ({ body, caller }) => redeemPlayCoupon(body, caller),
  'GET /exercises/scripts/scripts': ({ caller }) => playScripts(caller),
  'POST /exercises/scripts/scripts': ({ body, caller }) => addPlayScript(body, caller),
  'PUT /exercises/scripts/scripts/:scriptId': ({ params, body, caller }) =>
    changePlayScript(params.scriptId, body, caller),
  'DELETE /exercises/scripts/scripts/:scriptId': ({ params, caller }) =>
    deletePlayScript(params.scriptId, caller),
  'PUT /exercises/scripts/scripts/:scriptId/favourite': ({ params, body, caller }) =>
    likePlayScript(params.scriptId, body.on, caller),
  'POST /exercises/scripts/scripts/:scriptId/used': ({ params, caller }) =>
    sayPlayScript(params.scriptId, caller),
  'POST /exercises/scripts/word-checks': ({ body, caller }) => checkPlayWords(body.text, caller),
})
