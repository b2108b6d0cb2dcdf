import Taro from '@tarojs/taro'
import { queryOf } from '../api/client'
import type { ChainWanted } from './types'
import { wantedText } from './words'

export const CHAIN_PAGE = 'pages/group/chain/index'

export const openChain = (id: string): void =>
  void Taro.navigateTo({ url: `/${CHAIN_PAGE}?${queryOf({ id })}` })
/** The checkout of a chain with the pieces that were chosen. */
export const openChainCheckout = (id: string, wanted: ChainWanted): void =>
  void Taro.navigateTo({
    url: `/pages/group/chainCheckout/index?${queryOf({ id, lines: wantedText(wanted) })}`,
  })
