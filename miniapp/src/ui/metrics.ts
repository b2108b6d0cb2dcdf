import Taro from '@tarojs/taro'

export interface Metrics {
  /** Height of the system's status bar, px. */
  status: number
  /** Height of the title row under it, px: as tall as keeps the capsule in its middle. */
  bar: number
  /** What the capsule takes from the right edge, px. */
  capsule: number
}

let known: Metrics | undefined

const measure = (): Metrics => {
  if (process.env.TARO_ENV === 'h5') return { status: 20, bar: 44, capsule: 0 }
  const info = Taro.getWindowInfo()
  const status = info.statusBarHeight ?? 20
  const capsule = Taro.getMenuButtonBoundingClientRect()
  return {
    status,
    bar: (capsule.top - status) * 2 + capsule.height,
    capsule: info.windowWidth - capsule.left + 8,
  }
}

/** Where a custom title bar has to be on this phone; measured once. */
export const metrics = (): Metrics => (known ??= measure())
