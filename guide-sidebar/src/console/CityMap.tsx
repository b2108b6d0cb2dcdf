import { placeCities } from './console.rules'
import type { City } from './console.rules'

const W = 792
const H = 340

/** Where the stores are: one dot per city, its area by the number of stores. */
export const CityMap = ({ cities }: { cities: readonly City[] }) => (
  <svg className="chart city-map" viewBox={`0 0 ${W} ${H}`} role="img" aria-label="各城市门店数">
    <defs>
      <pattern id="grid" width="20" height="20" patternUnits="userSpaceOnUse">
        <circle cx="10" cy="10" r="0.9" className="grid" />
      </pattern>
    </defs>
    <rect width={W} height={H} fill="url(#grid)" />
    {placeCities(cities, W, H).map(({ city, x, y, r, name }) => (
      <g key={city.name}>
        <title>{`${city.name} ${city.stores} 店`}</title>
        <circle cx={x} cy={y} r={r} />
        {name && (
          <text
            x={name === 'right' ? x + r + 3 : x - r - 3}
            y={y + 4}
            textAnchor={name === 'right' ? 'start' : 'end'}
            className="ax"
          >
            {city.name}
          </text>
        )}
      </g>
    ))}
  </svg>
)
