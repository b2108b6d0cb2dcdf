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
import { State } from '../../ui/State'
import { intoChat } from '../../wecom/intoChat'
import { Over } from '../Over'
import { useBag } from '../carts/useBag'
import { sendGoodsCard } from '../goods/sendGoodsCard'
import { OutfitForm } from './OutfitForm'
import { OutfitRow, Piece } from './OutfitRows'
import { chosenIn, type Outfit, type Swaps } from './outfits.rules'
import './outfits.css'

interface Props {
  externalUserId: string
  name: string
  avatar?: string
  guide: Guide
  tabs: ReactNode
  close: () => void
  /** It is in the chat or in the bag; with the outfit's name. */
  done: (title: string) => void
}

/** One card each, in order; what is in the chat already is not sent again on another try. */
const useCards = (externalUserId: string) => {
  const keys = useRef(new Map<string, string>())
  const sent = useRef(new Set<string>())
  const { mutate: askAnew } = useSWRConfig()
  return async (skuIds: readonly string[]): Promise<void> => {
    for (const skuId of skuIds) {
      if (sent.current.has(skuId)) continue
      const key = keys.current.get(skuId) ?? newKey()
      keys.current.set(skuId, key)
      await sendGoodsCard({ externalUserId }, { skuId, key })
      sent.current.add(skuId)
    }
    void askAnew((key) => Array.isArray(key) && key[0] === 'GET /customers/:externalUserId/guide-cards')
  }
}

interface OneProps extends Pick<Props, 'externalUserId' | 'done'> {
  outfit: Outfit
  /** Why it was not changed. */
  problem: string | undefined
  change: () => void
}

/** One outfit: what of it goes, in which sizes, and where to. */
const One = ({ externalUserId, outfit, problem, done, change }: OneProps) => {
  const [swaps, setSwaps] = useState<Swaps>({})
  const putIntoBag = useBag(externalUserId)
  const sendCards = useCards(externalUserId)
  const chosen = chosenIn(outfit, swaps)
  const bag = useAction(async () => {
    const lines = chosen.map(({ skuId }) => ({ skuId, quantity: 1 }))
    const said = outfit.note ? { words: outfit.note } : {}
    await putIntoBag({ lines, title: outfit.name, ...said }, true)
    done(`${outfit.name} 放进购物袋了`)
  })
  const cards = useAction(async () => {
    const skuIds = chosen.map((it) => it.skuId)
    if (await intoChat(() => sendCards(skuIds), '有卡片没有发出去，再点一次接着发'))
      done(`${outfit.name} ${skuIds.length} 张卡片发出去了`)
  })
  const busy = bag.busy || cards.busy
  return (
    <>
      <main className="main-scroll">
        <section className="sec" aria-label={outfit.name}>
          <div className="sec-h">
            <h2>{outfit.name}</h2>
            {outfit.mayChange && (
              <button type="button" className="more link" onClick={change}>
                改
              </button>
            )}
          </div>
          {outfit.note && <p className="none">{outfit.note}</p>}
          <ul>
            {outfit.items.map((it) => (
              <Piece
                key={it.skuId}
                item={it}
                swaps={swaps}
                swap={(to) =>
                  setSwaps(({ [it.skuId]: _, ...others }) =>
                    to === undefined ? others : { ...others, [it.skuId]: to },
                  )
                }
              />
            ))}
          </ul>
        </section>
      </main>
      <Problem text={bag.failure?.message ?? cards.failure?.message ?? problem} wide />
      <footer className="act">
        <button
          type="button"
          className="btn"
          disabled={busy || chosen.length === 0}
          onClick={() => void cards.run()}
        >
          {cards.busy ? '正在发…' : '逐件发卡片'}
        </button>
        <button
          type="button"
          className="btn main"
          disabled={busy || chosen.length === 0}
          onClick={() => void bag.run()}
        >
          {bag.busy ? '正在放…' : `放进购物袋 · ${chosen.length} 样`}
        </button>
      </footer>
    </>
  )
}

/** 搭配 (GU-3): outfits that were kept, with what the store has of them, into the customer's bag or as cards. */
export const SendOutfit = ({ externalUserId, name, avatar, guide, tabs, close, done }: Props) => {
  const { data, error, isValidating, mutate } = useApi('GET /outfits', {})
  const [openId, setOpenId] = useState<string>()
  const [isChanging, setIsChanging] = useState(false)
  const [problem, setProblem] = useState<string>()
  const outfit = data?.answer.outfits.find((it) => it.id === openId)
  if (outfit && isChanging)
    return (
      <Over title="改搭配" name={name} avatar={avatar} close={() => setIsChanging(false)}>
        <main className="main-scroll">
          <OutfitForm
            key={outfit.version}
            outfit={outfit}
            guide={guide}
            close={(said) => {
              setProblem(said)
              setIsChanging(false)
            }}
            done={() => mutate()}
          />
        </main>
      </Over>
    )
  if (outfit)
    return (
      <Over title="搭配" name={name} avatar={avatar} close={() => setOpenId(undefined)}>
        <One
          externalUserId={externalUserId}
          outfit={outfit}
          problem={problem}
          done={done}
          change={() => setIsChanging(true)}
        />
      </Over>
    )
  const body = () => {
    if (!data && error && !isValidating) return <FailureState failure={error} retry={() => void mutate()} />
    if (!data) return <RowBones />
    const { outfits } = data.answer
    if (outfits.length === 0)
      return <State icon="layers" title="还没有搭配" text="在「加购」里选好几样，起个名，点「存成搭配」。" />
    return (
      <ul className="sec outfits">
        {outfits.map((it) => (
          <OutfitRow key={it.id} outfit={it} open={() => setOpenId(it.id)} />
        ))}
      </ul>
    )
  }
  return (
    <Over title="搭配" name={name} avatar={avatar} close={close}>
      {tabs}
      <main className="main-scroll">{body()}</main>
    </Over>
  )
}
