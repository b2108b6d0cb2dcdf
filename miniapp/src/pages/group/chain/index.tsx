import { useRouter } from '@tarojs/taro'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { CHAIN_PAGE, openChainCheckout } from '../../../chains/open'
import type { ChainWanted } from '../../../chains/types'
import { useChain, type ChainPage } from '../../../chains/useChain'
import { canJoin, cardTitle, chainHead, costOf, piecesOf, rulesOf } from '../../../chains/words'
import { signedIn } from '../../../members/actions'
import { ShareButton } from '../../../sharing/ShareButton'
import { useSharedPage } from '../../../sharing/useSharedPage'
import { Icon } from '../../../ui/Icon'
import { NavBar } from '../../../ui/NavBar'
import { Head, Price } from '../../../ui/parts'
import { RuleList } from '../../../ui/RuleList'
import { say } from '../../../ui/say'
import { ErrorState } from '../../../ui/states'
import { ChainBones } from './ChainBones'
import { ChainHead } from './ChainHead'
import { Goods } from './Goods'
import { JoinedCard } from './JoinedCard'
import { MyJoins } from './MyJoins'
import { PickupCard } from './PickupCard'
import './index.scss'

/** One 接龙 of a group (GB-2): its goods, who joined, and the way to join. */
const ChainScreen = () => {
  const { id = '' } = useRouter<{ id: string }>().params
  const { page, error, reload } = useChain(id)
  const [wanted, setWanted] = useState<ChainWanted>([])
  const chain = page?.chain
  const pathBy = useSharedPage({
    page: CHAIN_PAGE,
    params: { id },
    title: chain ? cardTitle(chain) : '群里在接龙，一起来',
    image: chain?.image,
  })
  return (
    <View className="screen">
      <NavBar back title="接龙" />
      {page && chain ? (
        <>
          <View className="screen__body">
            <View className="stack chain">
              <ChainHead chain={chain} onReload={reload} />
              {page.mine && page.mine.orders.length > 0 && <MyJoins orders={page.mine.orders} />}
              <Goods chain={chain} may={page.mine?.may} wanted={wanted} onChange={setWanted} />
              <PickupCard chain={chain} />
              <JoinedCard chain={chain} />
              <View className="card">
                <Head title="接龙怎么玩" />
                <RuleList rules={rulesOf(chain)} />
                <View className="note note--plain m12">
                  <Icon name="info" size={16} />
                  <Text className="grow">接龙价不与券、会员折扣叠加，每人限 {chain.perMember} 份</Text>
                </View>
              </View>
            </View>
          </View>
          <Bar page={page} wanted={wanted} path={pathBy('link')} />
        </>
      ) : error ? (
        <ErrorState error={error} onRetry={reload} />
      ) : (
        <ChainBones />
      )}
    </View>
  )
}
export default ChainScreen

/** What was chosen comes to, and the one tap that goes on with it. */
const Bar = ({ page: { chain }, wanted, path }: { page: ChainPage; wanted: ChainWanted; path: string }) => {
  const isOpen = canJoin(chain)
  const pieces = piecesOf(wanted)
  const join = async (): Promise<void> => {
    if (!isOpen) return say(chainHead(chain))
    if (pieces === 0) return say('先选要几份')
    if (await signedIn()) openChainCheckout(chain.id, wanted)
  }
  return (
    <View className="actionbar">
      <ShareButton className="icobtn chain__share" path={path}>
        <Icon name="share-2" />
        叫上邻居
      </ShareButton>
      <View className="actionbar__sum">
        <Price fen={costOf(chain.lines, wanted)} size={20} />
        <View className="t11 c2 cut">{pieces > 0 ? `${pieces} 份` : '还没选'}</View>
      </View>
      <View
        className={`btn btn--wide ${isOpen && pieces > 0 ? 'btn--main' : 'btn--off'}`}
        aria-role="button"
        onClick={() => void join()}
      >
        {isOpen ? '参加接龙' : chainHead(chain)}
      </View>
    </View>
  )
}
