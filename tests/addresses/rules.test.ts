import fc from 'fast-check'
import {
  added,
  changed,
  MOST_ADDRESSES,
  removed,
  sorted,
} from '../../server/features/addresses/addresses.rules'

interface Entry {
  id: string
  isDefault: boolean
}
const act = fc.oneof(
  fc.record({ kind: fc.constant('add' as const), isDefault: fc.boolean() }),
  fc.record({ kind: fc.constant('change' as const), pick: fc.nat(), isDefault: fc.boolean() }),
  fc.record({ kind: fc.constant('remove' as const), pick: fc.nat() }),
)
const history = fc.array(act, { maxLength: 80 })
const idAt = (book: readonly Entry[], pick: number) => book[pick % (book.length || 1)]?.id ?? 'none'

describe('an address book (OR-1)', () => {
  it('never has two defaults nor more than 20 addresses, whatever happens to it', () => {
    const law = fc.property(history, (acts) => {
      let book: Entry[] = []
      acts.forEach((it, n) => {
        const id = it.kind === 'add' ? `a${n}` : idAt(book, it.pick)
        const after =
          it.kind === 'remove'
            ? removed(book, id)
            : (it.kind === 'add' ? added : changed)(book, { id, isDefault: it.isDefault })
        if (it.kind === 'add') expect(after === undefined).toBe(book.length === MOST_ADDRESSES)
        else expect(after === undefined).toBe(book.length === 0)
        book = after ?? book
        expect(book.filter((one) => one.isDefault).length).toBeLessThanOrEqual(1)
        expect(book.length).toBeLessThanOrEqual(MOST_ADDRESSES)
        if (after && it.kind !== 'remove' && it.isDefault)
          expect(book.find((one) => one.isDefault)?.id).toBe(id)
      })
    })
    fc.assert(law)
  })
  it('shows the default first and the others in their order', () => {
    const entry = (id: string, isDefault = false): Entry => ({ id, isDefault })
    const book = [entry('c'), entry('b', true), entry('a')]
    expect(sorted(book).map((it) => it.id)).toEqual(['b', 'c', 'a'])
  })
})
