import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { tryLock, unlock, withLock } from '../../config/lock'
import { markOf } from '../../config/processes'
import { ownFolder } from './fakeParts'
import { pause } from '../support/pause'

const { folder, remove } = ownFolder()
afterAll(remove)

test('a living holder is named, and the lock is free once given back', () => {
  const file = path.join(folder, 'held')
  expect(tryLock(file)).toBeUndefined()
  expect(tryLock(file)).toEqual(markOf(process.pid))
  unlock(file)
  expect(tryLock(file)).toBeUndefined()
})

test('the lock of a process that is gone, or of a later one with its number, is taken over', () => {
  const file = path.join(folder, 'stale')
  writeFileSync(file, JSON.stringify({ pid: process.pid, started: 'long ago' }))
  expect(tryLock(file)).toBeUndefined()
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(markOf(process.pid))
})

test('work under one lock never overlaps, and a failure gives the lock back', async () => {
  const file = path.join(folder, 'shared')
  const diary: string[] = []
  const work = (name: string) => async () => {
    diary.push(`${name} in`)
    await pause(20)
    diary.push(`${name} out`)
    if (name === 'a') throw new Error('a failed')
  }
  const [a] = await Promise.allSettled([withLock(file, work('a')), withLock(file, work('b'))])
  expect(a.status).toBe('rejected')
  expect(diary).toEqual(['a in', 'a out', 'b in', 'b out'])
})
