import Taro from '@tarojs/taro'
import { shared } from '../api/shared'
import { platform } from '../platform'
import type { StoreSummary } from './currentStore'

export const openStore = (storeId: string): void =>
  void Taro.navigateTo({ url: `/pages/store/detail/index?id=${storeId}` })

export const openCityPicker = (why?: string): void =>
  void Taro.navigateTo({ url: `/pages/store/city/index${why ? `?why=${why}` : ''}` })

/** The way to a store: the platform's map, or our own page where there is none (ST-2). */
export const navigateToStore = async (
  store: Pick<StoreSummary, 'id' | 'name' | 'city' | 'district' | 'address' | 'position'>,
): Promise<void> => {
  const { name, address, position, city, district } = store
  const opened = await platform
    .openMap({ name: `拾禾生活 ${name}`, address: `${city}${district}${address}`, position })
    .catch(() => false)
  if (!opened) await Taro.navigateTo({ url: `/pages/store/map/index?id=${store.id}` })
}

/** True while the stores tab is asked for a store to browse, not for a look at one. */
export const picking = shared(false)

export const pickStore = (): void => {
  picking.set(true)
  void Taro.switchTab({ url: '/pages/stores/index' })
}
