import { mkdirSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { fingerprint, isStale } from '../../config/build'
import { pageBytes } from '../../config/pageSize'
import { mainPackageBytes, weappPackages } from '../../config/weappSize'
import { ownFolder } from './fakeParts'

const { folder, remove } = ownFolder()
afterAll(remove)

describe('a build', () => {
  const sources = path.join(folder, 'src')
  const output = path.join(folder, 'out.js')
  const mark = path.join(folder, 'mark')
  const page = path.join(sources, 'pages/home.ts')
  const stale = () => isStale(output, [sources], mark)

  beforeEach(() => {
    rmSync(sources, { recursive: true, force: true })
    mkdirSync(path.dirname(page), { recursive: true })
    writeFileSync(page, 'one')
    writeFileSync(output, 'built')
    writeFileSync(mark, fingerprint([sources]))
  })

  test('is fresh while its sources are what it was built from, whatever their dates', () => {
    utimesSync(page, new Date(), new Date(Date.now() + 60_000))
    expect(stale()).toBe(false)
  })
  test('is stale when a source changes', () => {
    writeFileSync(page, 'two')
    expect(stale()).toBe(true)
  })
  test('is stale when a source comes, goes or moves', () => {
    writeFileSync(path.join(sources, 'new.ts'), '')
    expect(stale()).toBe(true)
    rmSync(path.join(sources, 'new.ts'))
    expect(stale()).toBe(false)
    renameSync(page, path.join(sources, 'home.ts'))
    expect(stale()).toBe(true)
    rmSync(path.join(sources, 'home.ts'))
    expect(stale()).toBe(true)
  })
  test('is stale without its output, or when nobody noted what it was built from', () => {
    rmSync(output)
    expect(stale()).toBe(true)
    writeFileSync(output, 'built')
    rmSync(mark)
    expect(stale()).toBe(true)
  })
  test('does not follow from folders of output and packages', () => {
    for (const name of ['dist', 'node_modules', '.swc']) {
      mkdirSync(path.join(sources, name), { recursive: true })
      writeFileSync(path.join(sources, name, 'file.js'), 'x')
    }
    expect(stale()).toBe(false)
  })
})

test('the size of a mini-program is counted by package, source maps aside', () => {
  const dist = path.join(folder, 'weapp')
  mkdirSync(path.join(dist, 'more/pages'), { recursive: true })
  const app = JSON.stringify({ pages: ['home'], subPackages: [{ root: 'more/', pages: ['pages/a'] }] })
  writeFileSync(path.join(dist, 'app.json'), app)
  writeFileSync(path.join(dist, 'home.js'), 'x'.repeat(1000))
  writeFileSync(path.join(dist, 'home.js.map'), 'x'.repeat(5000))
  writeFileSync(path.join(dist, 'more/pages/a.js'), 'x'.repeat(300))

  expect(mainPackageBytes(dist)).toBe(1000 + app.length)
  expect(weappPackages(dist)).toEqual([
    { name: 'main', bytes: 1000 + app.length },
    { name: 'more', bytes: 300 },
  ])
})

test('the size of a page is counted gzipped, with its scripts and styles and nothing from elsewhere', () => {
  const page = path.join(folder, 'pages/sidebar/index.html')
  mkdirSync(path.join(folder, 'pages/sidebar'), { recursive: true })
  mkdirSync(path.join(folder, 'pages/assets'), { recursive: true })
  const files = {
    'sidebar/index.html':
      '<script src="../assets/a.js"></script><link href="../assets/a.js"><link href="../assets/a.css"><a href="https://else.where/b.js">',
    'assets/a.js': 'let a = 1;'.repeat(300),
    'assets/a.css': 'a { color: red }'.repeat(300),
    'assets/unused.js': 'let b = 1;'.repeat(300),
  }
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, 'pages', name), text)
  const { 'assets/unused.js': _, ...used } = files
  const bytes = Object.values(used).map((it) => gzipSync(it).length)
  expect(pageBytes(page)).toBe(bytes.reduce((sum, it) => sum + it, 0))
})
