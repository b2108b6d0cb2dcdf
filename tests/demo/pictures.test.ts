import sharp from 'sharp'
import { buildChain } from '../../config/demo/chain'
import { canDraw, compose, emojiFile } from '../../config/demo/compose'
import { COLOURS } from '../../config/demo/data/colours'
import { parsePicture, pictureUrl, recipeOf } from '../../config/demo/media'
import { referenced } from '../../config/demo/pictures'

const chain = buildChain({ now: new Date('2026-11-22T06:26:00Z') })
const urls = referenced(chain)

describe('pictures of the demo chain (CA-1)', () => {
  it('each have a recipe that can be drawn', () => {
    const goods = urls.filter((url) => url.startsWith('/media/goods/'))
    expect(goods.length).toBeGreaterThan(1000)
    for (const url of goods) {
      const recipe = recipeOf(url)
      if (!recipe) throw new Error(`no recipe for ${url}`)
      expect(pictureUrl(recipe)).toBe(url)
      if (!canDraw(recipe)) throw new Error(`cannot draw ${url}`)
      if (recipe.colour && !(recipe.colour in COLOURS)) throw new Error(`no colour ${recipe.colour}`)
    }
  })

  it('are goods or faces, and every face is in the emoji set', () => {
    for (const url of urls.filter((one) => !one.startsWith('/media/goods/'))) {
      const codepoint = /^\/media\/avatars\/([0-9a-f-]+)\.webp$/.exec(url)?.[1]
      expect(codepoint && emojiFile(codepoint)).toBeTruthy()
    }
  })

  it('are the same whatever the seed, so that a made set fits every chain', () => {
    const goods = (list: string[]) => list.filter((url) => url.includes('/goods/')).sort()
    const other = buildChain({ seed: 7, now: new Date('2027-03-01T00:00:00Z'), scale: 2 })
    expect(goods(referenced(other))).toEqual(goods(urls))
  })

  it('tell the colours of a product apart', () => {
    for (const product of chain.products) {
      const images = product.options.flatMap((option) => option.values.flatMap((value) => value.image ?? []))
      expect(new Set(images).size).toBe(images.length)
    }
  })

  it('show no two products alike on their first picture', () => {
    const owners = new Map<string, string>()
    for (const product of chain.products) {
      const image = product.skus[0]?.image ?? ''
      const owner = owners.get(image)
      if (owner) throw new Error(`${product.name} looks like ${owner}`)
      owners.set(image, product.name)
    }
    expect(owners.size).toBe(chain.products.length)
  })

  it('come out as 640 × 640 webp on the ground of their department', async () => {
    const picture = await compose(parsePicture('1fad6.1f375@celadon', 'home'))
    const { format, width, height } = await sharp(picture).metadata()
    expect([format, width, height]).toEqual(['webp', 640, 640])
    const { data } = await sharp(picture).raw().toBuffer({ resolveWithObject: true })
    const corner = [...data.subarray(0, 3)]
    const wall = [0xf4, 0xee, 0xe2]
    corner.forEach((value, i) => expect(Math.abs(value - (wall[i] ?? 0))).toBeLessThan(6))
  })

  it('refuse a row whose picture cannot be read', () => {
    expect(() => parsePicture('tea pot', 'home')).toThrow('picture not understood')
    expect(recipeOf('/media/goods/../secret.webp')).toBeUndefined()
  })
})
