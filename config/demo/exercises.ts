import type { importExercises } from '../../server/features/exercises/exercises.service'
import { addDays, instantOf } from './days'
import type { DemoChain } from './types'

type Row = Parameters<typeof importExercises>[0][number]

/** How far guides came, one after another: steps of 核销, and of 添加话术. */
const REACHED: [redeem: number, scripts: number][] = [
  [8, 4],
  [8, 1],
  [3, 0],
]
const WHOLE = { redeem: 8, scripts: 4 }

/** Which guide has done which exercise (GU-8). */
export function buildExercises(chain: DemoChain): Row[] {
  const at = new Date(instantOf(addDays(chain.day, -5), 15 * 60))
  const rowOf = (guideId: string, flow: Row['flow'], steps: number): Row[] => {
    if (steps === 0) return []
    const isDone = steps === WHOLE[flow]
    return [
      {
        _id: `${guideId}.${flow}`,
        ...{ guideId, flow, version: 1, round: 1, at: steps, wrong: 0, updatedAt: at },
        ...{ uses: [], scripts: [], favourites: [], added: 0, times: isDone ? 1 : 0 },
        ...(isDone ? { finishedAt: at } : {}),
      },
    ]
  }
  // The first guide is the one who is played: nothing is done yet.
  return chain.guides
    .filter((it) => it.role === 'guide')
    .slice(1)
    .flatMap(({ id }, nth) => {
      const [redeem, scripts] = REACHED[nth % REACHED.length] ?? [0, 0]
      return [...rowOf(id, 'redeem', redeem), ...rowOf(id, 'scripts', scripts)]
    })
}
