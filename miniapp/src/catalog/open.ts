import Taro from '@tarojs/taro'

export const openProduct = (spuId: string, skuId?: string): void =>
  void Taro.navigateTo({ url: `/pages/goods/product/index?id=${spuId}${skuId ? `&sku=${skuId}` : ''}` })

/** The search page: with words, a kind of goods or an order it shows goods at once. */
export const openSearch = (query: { q?: string; category?: string; sort?: string } = {}): void =>
  void Taro.navigateTo({
    url: `/pages/goods/search/index?q=${encodeURIComponent(query.q ?? '')}&category=${query.category ?? ''}&sort=${query.sort ?? ''}`,
  })
