import Taro from '@tarojs/taro'

export const openProduct = (spuId: string, skuId?: string): void =>
  void Taro.navigateTo({ url: `/pages/goods/product/index?id=${spuId}${skuId ? `&sku=${skuId}` : ''}` })

export const openSearch = (query: { q?: string; category?: string } = {}): void =>
  void Taro.navigateTo({
    url: `/pages/goods/search/index?q=${encodeURIComponent(query.q ?? '')}&category=${query.category ?? ''}`,
  })
