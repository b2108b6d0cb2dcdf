/**
 * @jest-environment jsdom
 * @jest-environment-options {"userAgent": "Mozilla/5.0 Chrome/108 MicroMessenger/7.0.1 wxwork/4.1.36"}
 */
import { fireEvent, screen, within } from '@testing-library/react'
import type { Exercise, Flow } from '../../guide-sidebar/src/desk/exercise/exercise.rules'
import { App } from '../../guide-sidebar/src/sidebar/App'
import type { Script } from '../../guide-sidebar/src/sidebar/scripts/scripts.rules'
import { draw } from './draw'
import { basics, build, goTo, installBridge, refusal, serve, signedIn, type Routes } from './support'

const scene = installBridge()
jest.setTimeout(40_000)

const exercise = (over: Partial<Exercise> = {}): Exercise => ({
  flow: 'redeem',
  title: '核销',
  text: '怎么核销',
  state: 'running',
  steps: ['查取货码', '核对并交货', '同一个码再来一次'],
  at: 0,
  hint: '把 8 位数输进去',
  code: '00001001',
  round: 1,
  wrong: 0,
  times: 0,
  ...over,
})

const DONE = { state: 'finished', at: 3, finishedAt: '2026-10-01T02:00:00.000Z' } as const

/** An exercise whose stand the test moves, on real screens; whatever goes out is in the log. */
const open = (flow: Flow, first: Exercise, routes: Routes = {}) => {
  let stand = first
  goTo(`/sidebar/#/exercise/${flow}`)
  const log = serve({
    ...basics,
    [`GET /exercises/${flow}`]: () => ({ body: stand }),
    'GET /exercises': () => ({ body: { exercises: [stand] } }),
    ...routes,
  })
  draw(<App />)
  const asked = () => [...new Set(log.map(({ key }) => key))]
  return { log, asked, move: (over: Partial<Exercise>) => (stand = exercise({ ...stand, ...over })) }
}
const type = async (digits: string) =>
  fireEvent.change(await screen.findByLabelText('8 位取货码'), { target: { value: digits } })
const coach = () => within(screen.getByRole('region', { name: '练习' }))

beforeEach(() => {
  sessionStorage.clear()
  signedIn()
  Object.assign(scene, { refuse: {}, scanned: '' })
  scene.calls.length = 0
})

describe('核销 as an exercise (GU-8)', () => {
  it('is the real screen behind another door: told what to do, what was right, and nothing real is asked', async () => {
    const page = open('redeem', exercise(), {
      'POST /exercises/redeem/pickups/look': () => {
        page.move({ at: 1, hint: '点「确认交付」', said: { isRight: true, text: '查到了' } })
        return { body: build.handover() }
      },
      'POST /exercises/redeem/pickups/redeem': () => {
        page.move({ at: 2, hint: '再输一次', said: { isRight: true, text: '核销成功' } })
        return { body: build.handover(build.redeemed()) }
      },
    })
    await type('00001001')
    expect(await screen.findByText('确认交付 2 件')).toBeTruthy()
    expect(await coach().findByText('查到了')).toBeTruthy()
    expect(coach().getByText('核销 · 2/3 核对并交货')).toBeTruthy()
    fireEvent.click(screen.getByText('确认交付 2 件'))
    expect(await screen.findByText('已核销，可以交货')).toBeTruthy()
    expect(await coach().findByText('再输一次')).toBeTruthy()
    expect(page.asked()).toEqual([
      'GET /exercises/redeem',
      'POST /exercises/redeem/pickups/look',
      'POST /exercises/redeem/pickups/redeem',
    ])
    expect(page.log.every((it) => it.token === 'tok')).toBe(true)
    expect(scene.calls).toEqual([])
  })

  it('a refusal is explained by the real screen, a wrong try by the exercise', async () => {
    const page = open('redeem', exercise(), {
      'POST /exercises/redeem/pickups/look': ({ body }) => {
        const { code } = body as { code: string }
        page.move({ said: { isRight: false, text: '不是这个码' } })
        return code.startsWith('0000')
          ? refusal(409, 'pickup_other_store', '别的店', { storeName: '隔壁练习店' })
          : refusal(409, 'not_exercise_code', '这不是练习的码')
      },
    })
    await type('00001002')
    expect(await screen.findByText('这张单要在隔壁练习店取')).toBeTruthy()
    expect(await coach().findByText('不是这个码')).toBeTruthy()
    fireEvent.click(screen.getByText('核销下一单'))
    await type('82631183')
    expect(await screen.findByText('这不是练习的码')).toBeTruthy()
    expect(screen.queryByText('可以这么说')).toBeNull()
  })

  it('scanning opens no scanner: the play customer’s code counts as scanned', async () => {
    const page = open('redeem', exercise(), {
      'POST /exercises/redeem/pickups/look': () => ({ body: build.handover() }),
    })
    fireEvent.click(await screen.findByRole('button', { name: '扫码' }))
    fireEvent.click(screen.getByRole('button', { name: '就当扫到了' }))
    expect(await screen.findByText('确认交付 2 件')).toBeTruthy()
    expect(page.log.find(({ key }) => key.endsWith('/look'))?.body).toEqual({ code: '00001001' })
    expect(scene.calls).toEqual([])
  })

  it('what has no twin goes nowhere: a manager’s undo, links of the real screens', async () => {
    signedIn({ role: 'manager' })
    const page = open('redeem', exercise(), {
      'POST /exercises/redeem/pickups/look': () => ({ body: build.handover() }),
      'POST /exercises/redeem/pickups/redeem': () => ({ body: build.handover(build.redeemed()) }),
    })
    await type('00001001')
    fireEvent.click(await screen.findByText('确认交付 2 件'))
    fireEvent.click(await screen.findByText('看订单'))
    expect(await screen.findByText('练习里不看别的页面，要走请点「结束」')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: /^撤销/ }))
    const sheet = within(await screen.findByRole('dialog'))
    fireEvent.click(sheet.getByText('核错了单'))
    fireEvent.click(sheet.getAllByRole('button', { name: /撤销/ }).at(-1) as HTMLElement)
    expect(await screen.findByText('练习里先不做这一步')).toBeTruthy()
    expect(page.asked().every((key) => key.includes('/exercises/'))).toBe(true)
  })

  it('a lost answer is tried again; nobody is told to hold goods back', async () => {
    open('redeem', exercise(), {
      'POST /exercises/redeem/pickups/look': () => ({ body: build.handover() }),
      'POST /exercises/redeem/pickups/redeem': () => {
        throw new TypeError('Failed to fetch')
      },
    })
    await type('00001001')
    fireEvent.click(await screen.findByText('确认交付 2 件'))
    expect(await screen.findByText('再试一次')).toBeTruthy()
    expect(screen.queryByText('先别交货')).toBeNull()
  })

  it('is begun, done, begun anew, and left at any time', async () => {
    let begun = 0
    const page = open('redeem', exercise({ state: 'new' }), {
      'POST /exercises/redeem/begin': () => {
        begun += 1
        return { body: page.move({ state: 'running', at: 0, round: begun }) }
      },
      'POST /exercises/redeem/pickups/look': () => {
        page.move({ state: 'finished', at: 3, hint: undefined, code: undefined })
        return refusal(409, 'pickup_done', '取过了')
      },
    })
    fireEvent.click(await screen.findByText('开始练习'))
    await type('00001001')
    expect(await screen.findByText('这张单已经取过货了')).toBeTruthy()
    expect(await coach().findByText('核销 · 练完了')).toBeTruthy()
    fireEvent.click(coach().getByText('再练一遍'))
    expect(await screen.findByLabelText('8 位取货码')).toBeTruthy()
    expect(await coach().findByText('核销 · 1/3 查取货码')).toBeTruthy()
    expect(begun).toBe(2)
    fireEvent.click(coach().getByText('结束'))
    expect(await screen.findByText(/不动库存/)).toBeTruthy()
  })
})

describe('the list of exercises (GU-8)', () => {
  it('knows what was just done, however quickly', async () => {
    const page = open('redeem', exercise(), {
      'POST /exercises/redeem/pickups/look': () => {
        page.move(DONE)
        return refusal(409, 'pickup_done', '取过了')
      },
    })
    goTo('/sidebar/#/exercises')
    fireEvent.click(await screen.findByText('练到 0/3'))
    await type('00001001')
    fireEvent.click(await coach().findByText('回练习'))
    expect(await screen.findByText('已练完')).toBeTruthy()
  })
})

describe('添加话术 as an exercise (GU-8)', () => {
  const script = (over: Partial<Script> = {}): Script => ({
    id: 'scr_own1',
    title: '我的话',
    category: 'greeting',
    text: '{顾客}，来{门店}坐坐',
    isMine: true,
    isFavourite: false,
    used: 0,
    ...over,
  })

  it('words reach the play customer only; what cannot be said is held back', async () => {
    const page = open('scripts', exercise({ flow: 'scripts', title: '添加话术', code: undefined }), {
      'GET /exercises/scripts/scripts': () => ({ body: { scripts: [script()] } }),
      'POST /exercises/scripts/word-checks': ({ body }) =>
        (body as { text: string }).text.includes('转账')
          ? refusal(422, 'words_refused', '请改一下再发', { words: ['转账'] })
          : { status: 204 },
      'POST /exercises/scripts/scripts/scr_own1/used': () => ({ status: 204 }),
    })
    expect(await screen.findByText('许知夏')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: '发券' }))
    expect(await screen.findByText('这个练习只练话术')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: '话术' }))
    const over = within(await screen.findByRole('dialog', { name: '话术' }))
    fireEvent.click(await over.findByText('许知夏，来静安寺店坐坐'))
    const words = over.getByDisplayValue('许知夏，来静安寺店坐坐')
    fireEvent.change(words, { target: { value: '先转账给我' } })
    fireEvent.click(over.getByText('发到聊天'))
    expect(await over.findByText('「转账」：请改一下再发')).toBeTruthy()
    fireEvent.change(words, { target: { value: '许知夏，周末见' } })
    fireEvent.click(over.getByText('发到聊天'))
    const chat = within(await screen.findByRole('region', { name: '聊天' }))
    expect(await chat.findByText('许知夏，周末见')).toBeTruthy()
    expect(scene.calls).toEqual([])
    expect(page.asked().every((key) => key.includes('/exercises/'))).toBe(true)
  })

  it('one is added through the real form', async () => {
    const own: Script[] = []
    const page = open('scripts', exercise({ flow: 'scripts', title: '添加话术', code: undefined }), {
      'GET /exercises/scripts/scripts': () => ({ body: { scripts: own } }),
      'POST /exercises/scripts/scripts': ({ body }) => {
        own.push(script(body as Partial<Script>))
        page.move({ at: 1, said: { isRight: true, text: '存好了' } })
        return { body: own[0] }
      },
    })
    fireEvent.click(await screen.findByRole('button', { name: '话术' }))
    fireEvent.click(await screen.findByRole('button', { name: '添加' }))
    fireEvent.change(screen.getByLabelText('叫什么'), { target: { value: '秋茶到了' } })
    fireEvent.change(screen.getByLabelText('怎么说'), { target: { value: '{顾客}，秋茶到了' } })
    fireEvent.click(screen.getByRole('button', { name: '保存' }))
    expect(await screen.findByText('许知夏，秋茶到了')).toBeTruthy()
    expect(await coach().findByText('存好了')).toBeTruthy()
    expect(page.asked().every((key) => key.includes('/exercises/'))).toBe(true)
  })
})

describe('练习 on the desk (GU-8)', () => {
  const list = (role: 'guide' | 'manager', routes: Routes) => {
    signedIn({ role })
    goTo('/sidebar/#/exercises')
    const log = serve({
      ...basics,
      'GET /exercises': () => ({
        body: {
          exercises: [exercise({ at: 1 }), exercise({ ...DONE, flow: 'scripts', title: '添加话术' })],
        },
      }),
      ...routes,
    })
    draw(<App />)
    return log
  }

  it('shows a guide what can be learnt and how far they came, and nobody else', async () => {
    const log = list('guide', {})
    expect(await screen.findByText('练到 1/3')).toBeTruthy()
    expect(screen.getByText('已练完')).toBeTruthy()
    expect(screen.queryByText('本店谁练过')).toBeNull()
    expect(log.map(({ key }) => key)).toEqual(['GET /exercises'])
  })

  it('shows a manager who has done what; trouble there leaves the rest', async () => {
    let isDown = true
    list('manager', {
      'GET /staff/exercises': () =>
        isDown
          ? refusal(503, 'unavailable', '服务正在恢复')
          : {
              body: {
                guides: [
                  {
                    ...{ id: 'gui_2', name: '陈佳' },
                    exercises: [
                      { flow: 'redeem', state: 'running', at: 2 },
                      { flow: 'scripts', state: 'new', at: 0 },
                    ],
                  },
                ],
              },
            },
    })
    expect(await screen.findByText('练到 1/3')).toBeTruthy()
    fireEvent.click(await screen.findByText('再试一次'))
    isDown = false
    fireEvent.click(await screen.findByText('再试一次'))
    expect(await screen.findByText('核销 练到 2/3')).toBeTruthy()
    expect(screen.getByText('添加话术 还没练')).toBeTruthy()
  })
})
