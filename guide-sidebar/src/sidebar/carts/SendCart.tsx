import { useState } from 'react'
import type { ReactNode } from 'react'
import type { Guide } from '../../api/storage'
import { useApi } from '../../api/useApi'
import { RowBones } from '../../desk/DeskSkeleton'
import { Problem } from '../../desk/Problem'
import { Stepper } from '../../desk/supply/Stepper'
import { useAction } from '../../desk/useAction'
import { FailureState } from '../../ui/FailureState'
import { SearchBar } from '../../ui/SearchBar'
import { State } from '../../ui/State'
import { useSettled } from '../../ui/useSettled'
import { Over } from '../Over'
import { GoodsRow } from '../goods/GoodsRow'
import type { Choice } from '../goods/goods.rules'
import { KeepOutfit } from '../outfits/KeepOutfit'
import { nameOf } from './carts.rules'
import { useBag } from './useBag'

interface Props {
  externalUserId: string
  name: string
  avatar?: string
  guide: Guide
  tabs: ReactNode
  close: () => void
  /** The goods are in the bag; with what they are called. */
  done: (name: string) => void
}
interface Picked {
  goods: Choice
  quantity: number
}

const MOST_KINDS = 20
const MOST_PIECES = 99

/** 代客加购 and 搭配 (GU-3): the guide picks goods, says a word, and they lie in the customer's bag; a card opens it. */
export const SendCart = ({ externalUserId, name, avatar, guide, tabs, close, done }: Props) => {
  const putIntoBag = useBag(externalUserId)
  const [typed, setTyped] = useState('')
  const q = useSettled(typed.trim())
  const { data, error, isValidating, mutate } = useApi('GET /customers/:externalUserId/goods', {
    params: { externalUserId },
    query: q ? { q } : {},
  })
  const [picked, setPicked] = useState<Picked[]>([])
  const [title, setTitle] = useState('')
  const [words, setWords] = useState('')
  const [withCard, setWithCard] = useState(true)
  const { run, busy, failure } = useAction(async () => {
    const wanted = {
      lines: picked.map(({ goods, quantity }) => ({ skuId: goods.skuId, quantity })),
      ...(title.trim() ? { title: title.trim() } : {}),
      ...(words.trim() ? { words: words.trim() } : {}),
    }
    done(nameOf(await putIntoBag(wanted, withCard)))
  })
  const tap = (goods: Choice): void =>
    setPicked((all) => {
      const others = all.filter((it) => it.goods.skuId !== goods.skuId)
      if (others.length < all.length) return others
      return all.length < MOST_KINDS ? [...all, { goods, quantity: 1 }] : all
    })
  const setQuantity = (skuId: string, quantity: number): void =>
    setPicked((all) => all.map((it) => (it.goods.skuId === skuId ? { ...it, quantity } : it)))
  const body = () => {
    if (!data && error && !isValidating) return <FailureState failure={error} retry={() => void mutate()} />
    if (!data) return <RowBones />
    const { store } = data.answer
    if (store.length === 0)
      return <State icon="search-x" title="没有找到" text="换个词，或查查别的门店有没有。" />
    return (
      <section className="sec goods" aria-label={q ? '找到的商品' : '本店热卖'}>
        <div className="sec-h">
          <h2>{q ? '找到的商品' : '本店热卖'}</h2>
        </div>
        <ul className="sendables">
          {store.map((it) => (
            <GoodsRow
              key={it.skuId}
              goods={it}
              isChosen={picked.some((one) => one.goods.skuId === it.skuId)}
              choose={() => tap(it)}
            />
          ))}
        </ul>
      </section>
    )
  }
  return (
    <Over title="代客加购" name={name} avatar={avatar} close={close}>
      {tabs}
      <SearchBar label="找商品" placeholder="商品名或品牌" value={typed} onChange={setTyped} />
      <main className="main-scroll">{body()}</main>
      {picked.length > 0 && (
        <section className="sec picked" aria-label="要放进去的">
          <ul>
            {picked.map(({ goods, quantity }) => (
              <li className="li" key={goods.skuId}>
                <span className="m cut grow">
                  {goods.name} {goods.optionText}
                </span>
                <Stepper
                  label={goods.name}
                  value={quantity}
                  least={1}
                  most={MOST_PIECES}
                  change={(value) => setQuantity(goods.skuId, value)}
                />
              </li>
            ))}
          </ul>
          <div className="picked-words">
            {picked.length > 1 && (
              <input
                className="field"
                aria-label="搭配名"
                value={title}
                maxLength={20}
                placeholder="给这套搭配起个名"
                onChange={(event) => setTitle(event.target.value)}
              />
            )}
            <input
              className="field"
              aria-label="说一句话"
              value={words}
              maxLength={100}
              placeholder="说一句话，TA 在购物袋里看得到"
              onChange={(event) => setWords(event.target.value)}
            />
            {picked.length > 1 && (
              <KeepOutfit
                skuIds={picked.map((it) => it.goods.skuId)}
                name={title.trim()}
                note={words.trim()}
                guide={guide}
              />
            )}
            <label className="row with-card">
              <input
                type="checkbox"
                checked={withCard}
                onChange={(event) => setWithCard(event.target.checked)}
              />
              同时发一张卡片到聊天
            </label>
          </div>
        </section>
      )}
      <Problem text={failure?.message} wide />
      <footer className="act">
        <button
          type="button"
          className="btn main"
          disabled={busy || picked.length === 0}
          onClick={() => void run()}
        >
          {busy ? '正在放…' : picked.length > 0 ? `放进购物袋 · ${picked.length} 样` : '先选商品'}
        </button>
      </footer>
    </Over>
  )
}
