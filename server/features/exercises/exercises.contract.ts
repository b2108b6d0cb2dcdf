import { z } from 'zod'
import { contract } from '../../kernel/contract'
import { id, instant } from '../../kernel/shapes'
import { couponDeskContract } from '../couponDesk/couponDesk.contract'
import { handoverContract } from '../handover/handover.contract'
import { scriptsContract } from '../scripts/scripts.contract'
import { wordChecksContract } from '../wordChecks/wordChecks.contract'

export const exerciseFlow = z.enum(['redeem', 'scripts'])
const ofExercise = z.object({ flow: exerciseFlow })

/** Where a guide stands in an exercise. */
const exercise = z.object({
  flow: exerciseFlow,
  title: z.string(),
  /** What is learnt. */
  text: z.string(),
  state: z.enum(['new', 'running', 'finished']),
  steps: z.array(z.string()),
  /** How many steps are done. */
  at: z.int(),
  /** What to do now, and what the play customer shows for it. */
  hint: z.string().optional(),
  code: z.string().optional(),
  /** What is said to what was done last. */
  said: z.object({ isRight: z.boolean(), text: z.string() }).optional(),
  /** Which round this is; 0 before the first. */
  round: z.int(),
  /** Wrong tries of this round. */
  wrong: z.int(),
  /** Rounds done to the end, and when the first was. */
  times: z.int(),
  finishedAt: instant.optional(),
})

const how = ['exercise_not_begun', 'exercise_busy'] as const
/** Of codes: one that is in earnest is not taken. */
const ofCode = [...how, 'not_exercise_code'] as const
const play = (summary: string) => ({ summary: `Exercise: ${summary}`, ids: ['GU-8'] })

const pickups = handoverContract.routes
const coupons = couponDeskContract.routes
const scripts = scriptsContract.routes
const words = wordChecksContract.routes

/** Training (GU-8): what is done in earnest elsewhere, on a play customer. Nothing of it touches anything real. */
export const exercisesContract = contract({
  tag: 'Exercises 练习',
  errors: {
    ...handoverContract.errors,
    ...couponDeskContract.errors,
    ...scriptsContract.errors,
    ...wordChecksContract.errors,
    exercise_not_begun: { status: 409, text: '这个练习还没有开始' },
    exercise_busy: { status: 409, text: '点得太快了，请再试一次' },
    not_exercise_code: { status: 409, text: '这不是练习的码。真的码请回工作台核销' },
  },
  routes: {
    'GET /exercises': {
      summary: 'What can be learnt, and where the caller stands in it',
      ids: ['GU-8'],
      auth: ['guide', 'manager'],
      response: z.object({ exercises: z.array(exercise) }),
    },
    'GET /exercises/:flow': {
      summary: 'Where the caller stands in an exercise, and what to do next',
      ids: ['GU-8'],
      auth: ['guide', 'manager'],
      params: ofExercise,
      response: exercise,
    },
    'POST /exercises/:flow/begin': {
      summary: 'Begins an exercise, or begins it anew',
      ids: ['GU-8'],
      auth: ['guide', 'manager'],
      params: ofExercise,
      response: exercise,
    },
    'GET /staff/exercises': {
      summary: 'Which guide of the own store has done which exercise',
      ids: ['GU-8'],
      auth: 'manager',
      response: z.object({
        guides: z.array(
          z.object({
            id: id('gui'),
            name: z.string(),
            avatar: z.string().optional(),
            exercises: z.array(exercise.pick({ flow: true, state: true, at: true, finishedAt: true })),
          }),
        ),
      }),
    },
    // The same questions and answers as in earnest, so that the same screens ask them.
    'POST /exercises/redeem/pickups/look': {
      ...pickups['POST /pickups/look'],
      ...play('looks at a play code'),
      errors: [...pickups['POST /pickups/look'].errors, ...ofCode],
    },
    'POST /exercises/redeem/pickups/redeem': {
      ...pickups['POST /pickups/redeem'],
      ...play('hands play goods over, once'),
      errors: [...pickups['POST /pickups/redeem'].errors, ...ofCode],
    },
    'POST /exercises/redeem/coupon-codes/look': {
      ...coupons['POST /coupon-codes/look'],
      ...play('looks at a play coupon'),
      errors: [...coupons['POST /coupon-codes/look'].errors, ...ofCode],
    },
    'POST /exercises/redeem/coupon-codes/redeem': {
      ...coupons['POST /coupon-codes/redeem'],
      ...play('redeems a play coupon, once'),
      errors: [...coupons['POST /coupon-codes/redeem'].errors, ...ofCode],
    },
    'GET /exercises/scripts/scripts': {
      ...scripts['GET /scripts'],
      ...play('play scripts, and the caller’s own of this round'),
      errors: [...how],
    },
    'POST /exercises/scripts/scripts': {
      ...scripts['POST /scripts'],
      ...play('adds a script to this round'),
      errors: [...scripts['POST /scripts'].errors, ...how],
    },
    'PUT /exercises/scripts/scripts/:scriptId': {
      ...scripts['PUT /scripts/:scriptId'],
      ...play('changes a script of this round'),
      errors: [...scripts['PUT /scripts/:scriptId'].errors, ...how],
    },
    'DELETE /exercises/scripts/scripts/:scriptId': {
      ...scripts['DELETE /scripts/:scriptId'],
      ...play('deletes a script of this round'),
      errors: [...scripts['DELETE /scripts/:scriptId'].errors, ...how],
    },
    'PUT /exercises/scripts/scripts/:scriptId/favourite': {
      ...scripts['PUT /scripts/:scriptId/favourite'],
      ...play('puts a script among the favourites of this round, or takes it out'),
      errors: [...scripts['PUT /scripts/:scriptId/favourite'].errors, ...how],
    },
    'POST /exercises/scripts/scripts/:scriptId/used': {
      ...scripts['POST /scripts/:scriptId/used'],
      ...play('it was said to the play customer'),
      errors: [...scripts['POST /scripts/:scriptId/used'].errors, ...how],
    },
    'POST /exercises/scripts/word-checks': {
      ...words['POST /word-checks'],
      ...play('whether this may be said to the play customer'),
      errors: [...words['POST /word-checks'].errors, ...how],
    },
  },
})
