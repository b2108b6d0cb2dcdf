import { useState } from 'react'
import type { ReactNode } from 'react'
import type { Guide } from '../../api/storage'
import { useApi } from '../../api/useApi'
import { RowBones } from '../../desk/DeskSkeleton'
import { FailureState } from '../../ui/FailureState'
import { SearchBar } from '../../ui/SearchBar'
import { State } from '../../ui/State'
import { useSettled } from '../../ui/useSettled'
import { Over } from '../Over'
import { SendFoot } from '../SendFoot'
import type { Place } from '../activities/sendActivity'
import { useSendOne } from '../useSendOne'
import { GoodsRow } from './GoodsRow'
import { wordsFor, type Choice } from './goods.rules'
import { sendGoodsCard } from './sendGoodsCard'

type Props = Place & {
  name: string
  avatar?: string
  guide: Guide
  /** What else can be put there. */
  tabs?: ReactNode
  close: () => void
  /** The card is in the chat; with the goods' name. */
  done: (name: string) => void
}

/** What can be put there. */
const useChoices = ({ externalUserId, chatId }: Place, q: string) => {
  const [key, params] =
    chatId === undefined
      ? (['GET /customers/:externalUserId/goods', { externalUserId }] as const)
      : (['GET /groups/:chatId/goods', { chatId }] as const)
  return useApi<'GET /customers/:externalUserId/goods' | 'GET /groups/:chatId/goods'>(key, {
    params,
    query: q ? { q } : {},
  })
}

/** 发商品 (GU-3, GU-7): the guide chooses goods by what is there, says a word, and puts both into the chat. */
export const SendGoods = ({ name, avatar, guide, tabs, close, done, ...place }: Props) => {
  const [typed, setTyped] = useState('')
  const q = useSettled(typed.trim())
  const { data, error, isValidating, mutate } = useChoices(place, q)
  const one = useSendOne<Choice>({
    put: ({ skuId }, key, sayWords) => sendGoodsCard(place, { skuId, key }, sayWords),
    done: (it) => done(it.name),
  })
  const { chosen } = one
  const rows = (title: string, list: Choice[]) =>
    list.length > 0 && (
      <section className="sec goods" aria-label={title}>
        <div className="sec-h">
          <h2>{title}</h2>
          <span className="i2 t11">{list.length}</span>
        </div>
        <ul className="sendables">
          {list.map((it) => (
            <GoodsRow
              key={it.skuId}
              goods={it}
              isChosen={it.skuId === chosen?.skuId}
              choose={() => one.choose(it, wordsFor(it))}
            />
          ))}
        </ul>
      </section>
    )
  const body = () => {
    if (!data && error && !isValidating) return <FailureState failure={error} retry={() => void mutate()} />
    if (!data) return <RowBones />
    const { bag, store } = data.answer
    if (bag.length + store.length === 0)
      return <State icon="search-x" title="没有找到" text="换个词，或查查别的门店有没有。" />
    return (
      <>
        {rows('顾客购物袋里', bag)}
        {rows(q ? '找到的商品' : '本店热卖', store)}
      </>
    )
  }
  return (
    <Over title="发商品" name={name} avatar={avatar} close={close}>
      {tabs}
      <SearchBar label="找商品" placeholder="商品名或品牌" value={typed} onChange={setTyped} />
      <main className="main-scroll">{body()}</main>
      <SendFoot
        card={
          chosen && {
            title: `${chosen.name} ${chosen.optionText}`,
            image: chosen.image,
            price: chosen.price,
          }
        }
        one={one}
        guide={guide}
        note="线上付款、到店自取都算；同时点过几位导购的卡片，算最后点的"
        none="先选一件商品"
      />
    </Over>
  )
}
