import fc from 'fast-check'
import { excerptOf, hitsOf, levelOf, tidy } from '../../server/features/wordChecks/wordChecks.rules'

const list = { refuse: ['私下转账', 'VX'], warn: ['加我微信'] }
const found = (text: string) => hitsOf(text, list).map((it) => it.word)

describe('sensitive words in a text (GU-6b)', () => {
  it.each([
    ['可以私下转账吗', ['私下转账']],
    ['可以私 下-转·账吗', ['私下转账']],
    ['私\u200b下\u200b转账', ['私下转账']],
    ['加ｖｘ聊', ['VX']],
    ['v.x. 加我微信，私下转账', ['私下转账', 'VX', '加我微信']],
    ['私下再转账', []],
    ['', []],
    ['。。。', []],
  ])('of %j are %j', (text, words) => {
    expect(found(text)).toEqual(words)
  })

  it('are found wherever they stand, whatever signs stand between', () => {
    const noise = fc.array(fc.constantFrom(' ', '.', '-', '\u200b', '　', '·'), { maxLength: 3 })
    fc.assert(
      fc.property(fc.string(), noise, noise, noise, fc.string(), (before, a, b, c, after) => {
        const word = `私${a.join('')}下${b.join('')}转${c.join('')}账`
        expect(found(before + word + after)).toContain('私下转账')
      }),
    )
  })

  it('stand where the excerpt says', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (before, after) => {
        const text = `${before}私下转账${after}`
        const [hit] = hitsOf(text, list)
        const signs = [...text].slice(hit?.from, hit?.until).join('')
        if (hit?.word === '私下转账') expect(signs).toBe('私下转账')
        expect(excerptOf(text, hit ? [hit] : [])).toContain(signs)
      }),
    )
  })

  it('refuse before they warn', () => {
    expect(levelOf(hitsOf('加我微信，私下转账', list))).toBe('refuse')
    expect(levelOf(hitsOf('加我微信', list))).toBe('warn')
    expect(levelOf([])).toBeUndefined()
  })

  it('are kept once, of both levels the stricter', () => {
    expect(tidy({ refuse: ['a', 'a', 'b'], warn: ['b', 'c', 'c'] })).toEqual({
      refuse: ['a', 'b'],
      warn: ['c'],
    })
  })
})
