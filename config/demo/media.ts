import { GROUNDS, type Ground } from './types'

/**
 * A picture of goods is named by its own recipe:
 * `<ground>-<main>[x<n>]-<colour|base>-<props|solo>-<view>`, where main and props are emoji code points or the
 * name of a drawn form, joined by dots.
 */
export type Recipe = {
  ground: Ground
  main: string
  count: number
  /** A key of COLOURS, or undefined for the picture's own colour. */
  colour?: string
  props: string[]
  view: View
}
/** a: whole; b: close; c to f: staged scenes of a hero product. */
export const VIEWS = ['a', 'b', 'c', 'd', 'e', 'f'] as const
export type View = (typeof VIEWS)[number]

export const GOODS = '/media/goods/'

/** A product row's picture, e.g. `1f36b*2.1f9c2@honey` or `d:tin.1f33c@sage`. */
export function parsePicture(spec: string, ground: Ground): Recipe {
  const match = /^(?:d:)?([a-z0-9]+)(?:\*(\d))?((?:\.[0-9a-z]+)*)(?:@([a-z]+))?$/.exec(spec)
  if (!match?.[1]) throw new Error(`picture not understood: ${spec}`)
  return {
    ground,
    main: match[1],
    count: Number(match[2] ?? 1),
    colour: match[4],
    props: (match[3] ?? '').split('.').filter(Boolean),
    view: 'a',
  }
}

export function pictureUrl(recipe: Recipe): string {
  const { ground, main, count, colour, props, view } = recipe
  const many = count > 1 ? `x${count}` : ''
  return `${GOODS}${ground}-${main}${many}-${colour ?? 'base'}-${props.join('.') || 'solo'}-${view}.webp`
}

/** The recipe behind a picture's address; undefined if the address is not one of ours. */
export function recipeOf(url: string): Recipe | undefined {
  const match = /^\/media\/goods\/([a-z]+)-([a-z0-9]+?)(?:x(\d))?-([a-z]+)-([a-z0-9.]+)-([a-f])\.webp$/.exec(
    url,
  )
  const ground = GROUNDS.find((g) => g === match?.[1])
  const view = VIEWS.find((v) => v === match?.[6])
  if (!match?.[2] || !match[4] || !match[5] || !ground || !view) return undefined
  return {
    ground,
    main: match[2],
    count: Number(match[3] ?? 1),
    colour: match[4] === 'base' ? undefined : match[4],
    props: match[5] === 'solo' ? [] : match[5].split('.'),
    view,
  }
}

export const avatarUrl = (codepoint: string) => `/media/avatars/${codepoint}.webp`
