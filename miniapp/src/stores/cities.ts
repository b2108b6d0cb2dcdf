import type { Api } from '../../../server/api'

export type CityLine = Api['GET /stores/cities']['response']['cities'][number]

/** Cities whose name contains the words, or whose pinyin begins with them, whatever the case. */
export const matchCities = (cities: CityLine[], typed: string): CityLine[] => {
  const words = typed.trim().toLowerCase().replace(/\s+/g, '')
  if (words === '') return cities
  return cities.filter(
    (it) =>
      it.name.includes(words) ||
      it.pinyin
        .toLowerCase()
        .replace(/[^a-z]/g, '')
        .startsWith(words),
  )
}

/** By initial, A to Z, cities in the order of their pinyin. */
export const groupCities = (cities: CityLine[]): { initial: string; cities: CityLine[] }[] => {
  const groups = new Map<string, CityLine[]>()
  const sorted = [...cities].sort((a, b) => (a.pinyin < b.pinyin ? -1 : 1))
  for (const it of sorted) {
    const initial = it.initial.toUpperCase()
    groups.set(initial, [...(groups.get(initial) ?? []), it])
  }
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([initial, list]) => ({ initial, cities: list }))
}
