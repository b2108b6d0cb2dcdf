import fc from 'fast-check'
import {
  contentProblem,
  mayBecome,
  NEXT,
  pictureKind,
  sees,
  statusText,
  sumsOf,
  waitMs,
  type Status,
  type TaskState,
} from '../../server/features/moments/moments.rules'

const task = (state: TaskState, seen = 0, likes = 0, comments = 0) => ({ state, seen, likes, comments })

describe('a moment (GU-6b)', () => {
  it.each([
    ['', undefined, 'moment_empty'],
    ['', { kind: 'link' }, undefined],
    ['货'.repeat(1333), undefined, undefined],
    ['货'.repeat(1334), undefined, 'moment_too_long'],
  ])('of %j with %j', (text, shown, problem) => {
    expect(contentProblem(text, shown, 4000)).toBe(problem)
  })

  it('is seen by customers with one of the tags, or by all', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', 'b', 'c')),
        fc.array(fc.constantFrom('a', 'b', 'c')),
        (own, tags) => {
          expect(sees(own, tags)).toBe(tags.length === 0 || own.some((it) => tags.includes(it)))
        },
      ),
    )
  })

  it.each([
    ['making', [task('waiting')], '正在交给企业微信'],
    ['open', [task('waiting'), task('waiting'), task('cannot')], '等 2 位导购在企业微信里发表'],
    ['open', [task('waiting'), task('published')], '2 位里 1 位发表了'],
    ['published', [task('published'), task('cannot')], '1 位都发表了'],
    ['cancelled', [task('waiting')], '已取消，没有人发表'],
    ['cancelled', [task('waiting'), task('published')], '已取消，之前 1 位发表的还在'],
  ] as const)('%s of %j says so', (status, tasks, text) => {
    expect(statusText(status, tasks, undefined)).toBe(text)
  })

  it('sums what its guides’ parts came to', () => {
    expect(sumsOf([task('published', 5, 2, 1), task('published', 3, 0, 1), task('waiting')])).toEqual({
      published: 2,
      seen: 8,
      likes: 2,
      comments: 2,
    })
  })

  it('ends: from every status one that nothing follows is reached', () => {
    const ends = (status: Status): boolean => NEXT[status].length === 0 || NEXT[status].every(ends)
    expect((Object.keys(NEXT) as Status[]).every(ends)).toBe(true)
    expect([mayBecome('published', 'cancelling'), mayBecome('open', 'cancelling')]).toEqual([false, true])
  })

  it('is asked about less often the older it is', () => {
    fc.assert(
      fc.property(fc.nat(4e9), fc.nat(4e9), (a, b) => {
        expect(waitMs(Math.min(a, b))).toBeLessThanOrEqual(waitMs(Math.max(a, b)))
      }),
    )
  })

  it('takes JPEG and PNG alone', () => {
    const png = Buffer.from('89504e470d0a1a0a00', 'hex')
    const kinds = [png, Buffer.from('ffd8ffe0', 'hex'), Buffer.from('RIFF0000WEBP'), Buffer.alloc(0)]
    expect(kinds.map(pictureKind)).toEqual(['image/png', 'image/jpeg', undefined, undefined])
  })
})
