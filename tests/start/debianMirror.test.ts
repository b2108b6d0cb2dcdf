import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { debianMirror, mirrorIn } from '../../config/engines/debianMirror'
import { ownFolder } from './fakeParts'

const { folder, remove } = ownFolder()
afterAll(remove)

test('finds the mirror in deb822 sources, passing over comments and security updates', () => {
  const sources = `Types: deb
# URIs: http://old.example/debian
URIs: http://security.example/debian-security http://mirror.example/debian
Suites: bookworm`
  expect(mirrorIn(sources)).toBe('http://mirror.example/debian')
})

test('finds the mirror in one-line sources with and without options', () => {
  expect(mirrorIn('deb http://a.example/debian bookworm main')).toBe('http://a.example/debian')
  expect(mirrorIn('deb [arch=amd64 signed-by=/k.gpg] https://b.example/debian/ bookworm main')).toBe(
    'https://b.example/debian/',
  )
  expect(mirrorIn('deb https://packages.example/apt tool main')).toBeUndefined()
})

test('looks through the whole folder of sources, then at the list, then takes the public mirror', () => {
  expect(debianMirror(folder)).toBe('http://deb.debian.org/debian')
  writeFileSync(path.join(folder, 'sources.list'), 'deb http://list.example/debian bookworm main')
  expect(debianMirror(folder)).toBe('http://list.example/debian')
  mkdirSync(path.join(folder, 'sources.list.d'))
  writeFileSync(path.join(folder, 'sources.list.d/a.list'), 'deb https://packages.example/apt tool main')
  writeFileSync(path.join(folder, 'sources.list.d/b.sources'), 'URIs: http://folder.example/debian')
  expect(debianMirror(folder)).toBe('http://folder.example/debian')
})
