/**
 * @jest-environment jsdom
 * @jest-environment-options {"userAgent": "Mozilla/5.0 Chrome/108 MicroMessenger/7.0.1 wxwork/4.1.36"}
 */
import { fireEvent, screen, within } from '@testing-library/react'
import { App } from '../../guide-sidebar/src/sidebar/App'
import type { Script } from '../../guide-sidebar/src/sidebar/scripts/scripts.rules'
import { withNames } from '../../guide-sidebar/src/ui/names.rules'
import { draw } from './draw'
import { basics, build, goTo, installBridge, refusal, serve, signedIn, type Routes } from './support'

const scene = installBridge()
jest.setTimeout(40_000)

const script = (over: Partial<Script> = {}): Script => ({
  id: 'scr_1',
  title: '到货了',
  category: 'goods',
  text: '{顾客}，你问的那件到{门店}了',
  isMine: false,
  isFavourite: false,
  used: 12,
  ...over,
})
const open = async (routes: Routes) => {
  const log = serve({
    ...basics,
    'GET /wecom/me': () => ({ body: build.guide() }),
    'GET /customers/wmABC123': () => ({ body: build.customer() }),
    ...routes,
  })
  draw(<App />)
  fireEvent.click(await screen.findByRole('button', { name: '话术' }))
  return log
}
const sent = () => scene.calls.filter((it) => it.name === 'sendChatMessage').map((it) => it.params)

beforeEach(() => {
  sessionStorage.clear()
  goTo('/sidebar/')
  signedIn()
  Object.assign(scene, { entry: 'single_chat_tools', contact: 'wmABC123', refuse: {} })
  scene.calls.length = 0
})

describe('话术 into the chat (GU-3)', () => {
  test('words the chain warns of go out when the guide taps once more; refused ones never (GU-6b)', async () => {
    const words = { words: ['加我微信'] }
    const log = await open({
      'GET /scripts': () => ({ body: { scripts: [script({ text: '加我微信' })] } }),
      'POST /scripts/scr_1/used': () => ({ status: 204 }),
      'POST /word-checks': ({ body }) => {
        const { text, isSure } = body as { text: string; isSure: boolean }
        if (text.includes('转账')) return refusal(422, 'words_refused', '请改一下再发', { words: ['转账'] })
        return isSure ? { status: 204 } : refusal(409, 'words_warned', '确定要发就再点一次', words)
      },
    })
    const page = within(await screen.findByRole('dialog', { name: '话术' }))
    fireEvent.click(await page.findByText('加我微信', { selector: '.clamp-2' }))
    const send = () => fireEvent.click(page.getByRole('button', { name: '发到聊天' }))
    const field = page.getByDisplayValue('加我微信')
    fireEvent.change(field, { target: { value: '转账' } })
    send()
    expect((await page.findByRole('alert')).textContent).toBe('「转账」：请改一下再发')
    fireEvent.change(field, { target: { value: '加我微信' } })
    send()
    expect(await page.findByText('「加我微信」：确定要发就再点一次')).toBeTruthy()
    expect(sent()).toEqual([])
    send()
    expect(await screen.findByText('到货了 发出去了')).toBeTruthy()
    expect(sent()).toEqual([expect.objectContaining({ text: { content: '加我微信' } })])
    const checks = log.filter((it) => it.key === 'POST /word-checks')
    expect(checks.map((it) => it.token)).toEqual(['tok', 'tok', 'tok'])
  })

  test('names are filled in, a customer called by letters of a template too', () => {
    const names = { customer: '$& {导购}', guide: '周敏', store: '静安寺店' }
    expect(withNames('{顾客}，{导购}在{门店}等你', names)).toBe('$& {导购}，周敏在静安寺店等你')
  })

  test('a script is found, its words changed, and put into the chat in the guide’s name', async () => {
    const log = await open({
      'GET /scripts': () => ({
        body: {
          scripts: [script(), script({ id: 'scr_2', title: '明天见', text: '明天见', category: 'visit' })],
        },
      }),
      'POST /scripts/scr_1/used': () => ({ status: 204 }),
    })
    const page = within(await screen.findByRole('dialog', { name: '话术' }))
    await page.findByText('明天见', { selector: 'b' })
    fireEvent.change(page.getByLabelText('找话术'), { target: { value: '到货' } })
    expect(page.queryByText('明天见', { selector: 'b' })).toBeNull()
    fireEvent.click(page.getByText('林晓雯，你问的那件到静安寺店了'))
    const words = page.getByRole('textbox', { name: '要说的话' })
    expect((words as HTMLTextAreaElement).value).toBe('林晓雯，你问的那件到静安寺店了')
    fireEvent.change(words, { target: { value: '晓雯，那件到了' } })
    fireEvent.click(page.getByText('发到聊天'))
    expect(await screen.findByText('到货了 发出去了')).toBeTruthy()
    expect(sent()).toEqual([
      expect.objectContaining({ msgtype: 'text', text: { content: '晓雯，那件到了' } }),
    ])
    expect(log.filter((it) => it.key === 'POST /scripts/scr_1/used')).toHaveLength(1)
    expect(log.filter((it) => it.key.includes('/scripts')).every((it) => it.token === 'tok')).toBe(true)
  })

  test('an own one is added, kept among the favourites, changed and deleted; the chain’s are not', async () => {
    let mine: Script[] = []
    const log = await open({
      'GET /scripts': () => ({ body: { scripts: [...mine, script()] } }),
      'POST /scripts': ({ body }) => {
        const { key: _, ...words } = body as Script & { key: string }
        mine = [script({ ...words, id: 'scr_9', isMine: true, used: 0 })]
        return { body: mine[0] }
      },
      'PUT /scripts/scr_9/favourite': () => {
        mine = mine.map((it) => ({ ...it, isFavourite: true }))
        return { body: mine[0] }
      },
      'DELETE /scripts/scr_9': () => {
        mine = []
        return { status: 204 }
      },
    })
    fireEvent.click(await screen.findByRole('button', { name: '添加' }))
    fireEvent.change(screen.getByLabelText('叫什么'), { target: { value: '来坐坐' } })
    fireEvent.change(screen.getByLabelText('怎么说'), { target: { value: '{顾客}来坐坐' } })
    fireEvent.click(screen.getByText('约到店'))
    fireEvent.click(screen.getByText('保存'))
    expect(await screen.findByText('林晓雯来坐坐')).toBeTruthy()
    expect(log.find((it) => it.key === 'POST /scripts')?.body).toMatchObject({
      title: '来坐坐',
      category: 'visit',
      text: '{顾客}来坐坐',
    })
    fireEvent.click(screen.getByLabelText('收藏来坐坐'))
    expect(await screen.findByLabelText('不再收藏来坐坐')).toBeTruthy()
    expect(screen.getAllByText('改')).toHaveLength(1)
    fireEvent.click(screen.getByText('改'))
    fireEvent.click(await screen.findByText('删掉'))
    expect(await screen.findByLabelText('找话术')).toBeTruthy()
    expect(screen.queryByText('林晓雯来坐坐')).toBeNull()
  })

  test('what the server refuses is said in its words', async () => {
    await open({
      'GET /scripts': () => ({ body: { scripts: [] } }),
      'POST /scripts': () => refusal(409, 'script_limit', '自己的话术最多 100 条，先删几条不用的'),
    })
    expect(await screen.findByText('没有找到')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: '添加' }))
    fireEvent.change(screen.getByLabelText('叫什么'), { target: { value: '一' } })
    fireEvent.change(screen.getByLabelText('怎么说'), { target: { value: '二' } })
    fireEvent.click(screen.getByText('保存'))
    expect((await screen.findByRole('alert')).textContent).toContain('最多 100 条')
  })
})
