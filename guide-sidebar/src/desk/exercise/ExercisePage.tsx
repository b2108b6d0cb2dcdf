import { useMemo, useState } from 'react'
import type { MouseEvent } from 'react'
import { call } from '../../api/client'
import { DoorContext } from '../../api/door'
import type { Guide } from '../../api/storage'
import { useApi } from '../../api/useApi'
import { FailureState } from '../../ui/FailureState'
import { State } from '../../ui/State'
import { useNotice } from '../../ui/useNotice'
import { RowBones } from '../DeskSkeleton'
import { Problem } from '../Problem'
import { RedeemPage } from '../RedeemPage'
import { Top } from '../Top'
import { useAction } from '../useAction'
import { Coach } from './Coach'
import { PlayCustomer } from './PlayCustomer'
import type { Flow } from './exercise.rules'
import { exerciseDoor } from './exerciseDoor'

const leave = (): void => {
  window.location.hash = '#/exercises'
}

/** An exercise (GU-8): the real screens behind another door, and above them what to do. */
export const ExercisePage = ({ guide, flow }: { guide: Guide; flow: Flow }) => {
  const { data, error, isValidating, mutate } = useApi('GET /exercises/:flow', { params: { flow } })
  const [heard, setHeard] = useState<{ round: number; words: string }[]>([])
  const [notice, setNotice] = useNotice()
  const begin = useAction(async () => {
    const answer = await call('POST /exercises/:flow/begin', { params: { flow } })
    await mutate({ answer, at: Date.now() }, { revalidate: false })
  })
  const { code, round = 0 } = data?.answer ?? {}
  const door = useMemo(
    () =>
      exerciseDoor({
        ...{ flow, code },
        asked: () => mutate(),
        heard: (words) => setHeard((all) => [...all, { round, words }]),
      }),
    [flow, code, round, mutate],
  )
  /** No link of a real screen leads out of the exercise, but back. */
  const hold = (event: MouseEvent) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null
    if (!link) return
    event.preventDefault()
    if (link.classList.contains('back')) leave()
    else setNotice('练习里不看别的页面，要走请点「结束」')
  }
  if (!data)
    return (
      <>
        <Top title="练习" to="#/exercises" guide={guide} />
        {error && !isValidating ? <FailureState failure={error} retry={() => void mutate()} /> : <RowBones />}
      </>
    )
  const exercise = data.answer
  if (exercise.state === 'new')
    return (
      <>
        <Top title="练习" to="#/exercises" guide={guide} />
        <State
          icon="graduation-cap"
          title={`练习：${exercise.title}`}
          text="用的是真的页面，顾客、货和码都是练习的，不动库存、订单和统计，也不会发消息给任何人。"
          action={{ label: '开始练习', run: () => void begin.run() }}
        />
        <Problem text={begin.failure?.message} wide />
      </>
    )
  return (
    <div className="exercise">
      <Coach exercise={exercise} busy={begin.busy} again={() => void begin.run()} leave={leave} />
      <Problem text={begin.failure?.message} wide />
      <div className="exercise-screen" onClickCapture={hold}>
        <DoorContext.Provider key={round} value={door}>
          {flow === 'redeem' ? (
            <RedeemPage guide={guide} first="digits" />
          ) : (
            <PlayCustomer
              guide={guide}
              heard={heard.flatMap((it) => (it.round === round ? [it.words] : []))}
              tell={setNotice}
            />
          )}
        </DoorContext.Provider>
      </div>
      {notice && (
        <div className="toast" role="status">
          {notice}
        </div>
      )}
    </div>
  )
}
