/** @jest-environment jsdom */
import { cleanup, fireEvent, screen } from '@testing-library/react'
import { takeSeat } from '../../guide-sidebar/src/api/seat'
import { App } from '../../guide-sidebar/src/console/App'
import { wordsOf } from '../../guide-sidebar/src/console/words/WordsPage'
import { draw } from './draw'
import { basics, goTo, operatorIn, refusal, serve, type Routes } from './support'

const list = (over: object = {}) => ({
  ...{ refuse: ['私下转账'], warn: ['加我微信'], version: 3, mayChange: true },
  ...over,
})
const open = (routes: Routes) => {
  goTo('/console/#/words')
  const log = serve({ ...basics, 'GET /console/word-list': () => ({ body: list() }), ...routes })
  draw(<App />)
  return log
}
beforeEach(() => {
  sessionStorage.clear()
  takeSeat('operator')
  operatorIn()
})
afterEach(() => {
  cleanup()
  takeSeat('guide')
})

describe('敏感词 in the console (GU-6b)', () => {
  test('are saved, one a line, at the version that was read', async () => {
    let version = 3
    const log = open({
      'GET /console/word-list': () => ({ body: list({ version }) }),
      'PUT /console/word-list': () => ({ body: list({ version: (version = 4) }) }),
    })
    fireEvent.change(await screen.findByLabelText(/^不许发/), { target: { value: '私下转账\n\n刷单，刷单' } })
    fireEvent.click(screen.getByRole('button', { name: '保存词表' }))
    await screen.findByText('保存好了，马上生效')
    expect(log.find((it) => it.key === 'PUT /console/word-list')?.body).toEqual({
      ...{ refuse: ['私下转账', '刷单'], warn: ['加我微信'], version: 3 },
    })
  })

  test('are only shown to who may not change them', async () => {
    open({ 'GET /console/word-list': () => ({ body: list({ mayChange: false }) }) })
    expect(await screen.findByText('词表由总部来定。')).toBeTruthy()
    expect(screen.getByRole<HTMLButtonElement>('button', { name: '保存词表' }).disabled).toBe(true)
  })

  test('say that somebody else changed them', async () => {
    open({
      'PUT /console/word-list': () => refusal(409, 'word_list_changed', '刚刚有人改过词表，请刷新后再改'),
    })
    fireEvent.click(await screen.findByRole('button', { name: '保存词表' }))
    expect((await screen.findByRole('alert')).textContent).toBe('刚刚有人改过词表，请刷新后再改')
  })

  test('stand once, whatever parts them', () => {
    expect(wordsOf(' a\nb，c、a ; d')).toEqual(['a', 'b', 'c', 'd'])
  })
})
