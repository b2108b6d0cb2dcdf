/** @jest-environment jsdom */
import { act, renderHook, waitFor } from '@testing-library/react'
import { CallError } from '../../miniapp/src/api/client'
import { useLoad } from '../../miniapp/src/api/useLoad'
import { usePages, type PageOf } from '../../miniapp/src/api/usePages'

/** Loads that are answered by hand, in any order. */
const byHand = <T,>() => {
  const waiting: { resolve: (it: T) => void; reject: (it: unknown) => void }[] = []
  const load = () => new Promise<T>((resolve, reject) => waiting.push({ resolve, reject }))
  return { load, waiting, answer: (at: number, value: T) => act(async () => waiting[at]?.resolve(value)) }
}

describe('useLoad', () => {
  test('drops an answer that comes after a newer question', async () => {
    const { load, answer, waiting } = byHand<string>()
    const { result, rerender } = renderHook(({ key }) => useLoad(key, load), { initialProps: { key: 'a' } })
    rerender({ key: 'b' })
    expect(waiting).toHaveLength(2)
    await answer(1, 'of b')
    await answer(0, 'of a')
    expect(result.current).toMatchObject({ data: 'of b', loading: false })
  })

  test('keeps the last data while loading again and when that fails', async () => {
    const { load, answer, waiting } = byHand<string>()
    const { result } = renderHook(() => useLoad('a', load))
    await answer(0, 'first')
    act(() => result.current.reload())
    expect(result.current).toMatchObject({ data: 'first', loading: true, error: undefined })
    await act(async () => waiting[1]?.reject(new CallError('network_failed', '网络不太顺', 0)))
    expect(result.current).toMatchObject({ data: 'first', loading: false })
    expect(result.current.error?.code).toBe('network_failed')
  })

  test('asks nothing while the key is null, and asks when there is one', async () => {
    const { load, answer, waiting } = byHand<string>()
    const { result, rerender } = renderHook(({ key }: { key: string | null }) => useLoad(key, load), {
      initialProps: { key: null as string | null },
    })
    expect([waiting.length, result.current.loading]).toEqual([0, true])
    rerender({ key: 'a' })
    await answer(0, 'there')
    expect(result.current.data).toBe('there')
  })

  test('turns what is not a CallError into one with a sentence for people', async () => {
    const { result } = renderHook(() =>
      useLoad('a', () => Promise.reject(new TypeError('x is not a function'))),
    )
    await waitFor(() => expect(result.current.error).toBeInstanceOf(CallError))
    expect(result.current.error?.message).not.toContain('function')
  })
})

describe('usePages', () => {
  const page = (items: number[], next?: string): PageOf<number, string> => ({
    items,
    next,
    first: `of ${items[0]}`,
  })

  test('appends the next page once, however often it is asked for', async () => {
    const { load, answer, waiting } = byHand<PageOf<number, string>>()
    const { result } = renderHook(() => usePages('a', load))
    await answer(0, page([1, 2], 'p2'))
    act(() => {
      result.current.more()
      result.current.more()
    })
    expect(waiting).toHaveLength(2)
    await answer(1, page([3]))
    expect(result.current).toMatchObject({ items: [1, 2, 3], first: 'of 1', next: undefined, loading: false })
    act(() => result.current.more())
    expect(waiting).toHaveLength(2)
  })

  test('starts again with another key and drops the page of the old one', async () => {
    const { load, answer } = byHand<PageOf<number, string>>()
    const { result, rerender } = renderHook(({ key }) => usePages(key, load), { initialProps: { key: 'a' } })
    await answer(0, page([1], 'p2'))
    act(() => result.current.more())
    rerender({ key: 'b' })
    expect(result.current.items).toEqual([])
    await answer(2, page([9]))
    await answer(1, page([2]))
    expect(result.current.items).toEqual([9])
  })

  test('keeps what it has when the next page fails', async () => {
    const { load, answer, waiting } = byHand<PageOf<number, string>>()
    const { result } = renderHook(() => usePages('a', load))
    await answer(0, page([1], 'p2'))
    act(() => result.current.more())
    await act(async () => waiting[1]?.reject(new CallError('network_failed', '网络不太顺', 0)))
    expect(result.current).toMatchObject({ items: [1], loading: false, next: 'p2' })
  })
})
