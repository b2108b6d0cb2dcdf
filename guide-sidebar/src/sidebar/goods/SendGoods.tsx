import { useRef, useState } from 'react'
import type { ReactNode } from 'react'
import { useSWRConfig } from 'swr'
import { newKey } from '../../api/key'
import type { Guide } from '../../api/storage'
import { useApi } from '../../api/useApi'
import { RowBones } from '../../desk/DeskSkeleton'
import { Problem } from '../../desk/Problem'
import { useAction } from '../../desk/useAction'
import { FailureState } from '../../ui/FailureState'
import { Icon } from '../../ui/Icon'
import { SearchBar } from '../../ui/SearchBar'
import { State } from '../../ui/State'
import { useSettled } from '../../ui/useSettled'
import { intoChat } from '../../wecom/intoChat'
import { say } from '../../wecom/say'
import { ChatPreview } from '../ChatPreview'
import { Over } from '../Over'
import type { Place } from '../activities/sendActivity'
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

/** Puts words and a card into the chat, each once: what is there already is not sent again on another try. */
const useSending = (place: Place) => {
  const [key] = useState(newKey)
  const said = useRef('')
  return async ({ skuId }: Choice, words: string): Promise<void> => {
    await sendGoodsCard(place, { skuId, key }, async () => {
      const text = words.trim()
      if (!text || said.current === text) return
      await say(text)
      said.current = text
    })
  }
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
  const { mutate: askAnew } = useSWRConfig()
  const [chosen, setChosen] = useState<Choice>()
  const [words, setWords] = useState('')
  const send = useSending(place)
  const { run, busy, failure } = useAction(async () => {
    if (!chosen) return
    if (!(await intoChat(() => send(chosen, words), '企业微信没有发出去，请再试一次'))) return
    await askAnew((key) => Array.isArray(key) && key[0] === 'GET /customers/:externalUserId/guide-cards')
    done(chosen.name)
  })
  const choose = (it: Choice): void => {
    setChosen(it)
    setWords(wordsFor(it))
  }
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
              choose={() => choose(it)}
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
      {chosen && (
        <div className="chosen-goods">
          <ChatPreview
            title={`${chosen.name} ${chosen.optionText}`}
            price={chosen.price}
            image={chosen.image}
            words={words}
            setWords={setWords}
          />
        </div>
      )}
      <Problem text={failure?.message} wide />
      <div className="credit-note">
        <Icon name="id-card" size={18} />
        <div>
          <div className="m">顾客点开后 7 天内下单，业绩归你 · {guide.store.name}</div>
          <div className="i2 t11">线上付款、到店自取都算；同时点过几位导购的卡片，算最后点的</div>
        </div>
      </div>
      <footer className="act">
        <button type="button" className="btn main" disabled={busy || !chosen} onClick={() => void run()}>
          {busy ? '正在发…' : chosen ? '发到聊天' : '先选一件商品'}
        </button>
      </footer>
    </Over>
  )
}
