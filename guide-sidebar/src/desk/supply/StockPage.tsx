import { useState } from 'react'
import type { FormEvent } from 'react'
import { call } from '../../api/client'
import { asFailure } from '../../api/failure'
import type { ApiFailure } from '../../api/failure'
import type { Guide } from '../../api/storage'
import { useApi } from '../../api/useApi'
import { FailureState } from '../../ui/FailureState'
import { Icon } from '../../ui/Icon'
import { Picture } from '../../ui/Picture'
import { State } from '../../ui/State'
import { Yuan } from '../../ui/Yuan'
import { useSettled } from '../../ui/useSettled'
import { RowBones } from '../DeskSkeleton'
import { Scan } from '../Scan'
import { Top } from '../Top'
import { Problem } from '../Problem'

const FOUND = 20

const hrefOf = (skuId: string, memberId: string | undefined) =>
  memberId ? `#/sku/${skuId}/${memberId}` : `#/sku/${skuId}`

interface SkusProps {
  spuId: string
  memberId?: string
}

/** A product's SKUs to choose from. */
const Skus = ({ spuId, memberId }: SkusProps) => {
  const { data, error } = useApi('GET /products/:spuId', { params: { spuId } })
  if (error && !data) return <p className="none">{error.message}</p>
  if (!data) return <p className="none">正在读取规格…</p>
  return (
    <div className="sku-chips">
      {data.answer.skus.map((it) => (
        <a key={it.id} className="opt-chip" href={hrefOf(it.id, memberId)}>
          {Object.values(it.options).join(' ') || '看库存'}
        </a>
      ))}
    </div>
  )
}

interface FoundProps {
  words: string
  memberId?: string
}

const Found = ({ words, memberId }: FoundProps) => {
  const [open, setOpen] = useState<string>()
  const { data, error, isValidating, mutate } = useApi('GET /products', {
    query: { q: words || undefined, sort: words ? 'relevance' : 'sold', limit: FOUND },
  })
  if (!data && error && !isValidating) return <FailureState failure={error} retry={() => void mutate()} />
  if (!data) return <RowBones />
  const { products } = data.answer
  if (products.length === 0) return <State icon="search-x" title="没有找到" text="换个词，或扫商品条码。" />
  return (
    <>
      <div className="sec-h">
        <h2>{words ? '找到的商品' : '卖得多的'}</h2>
      </div>
      <ul className="rows">
        {products.map((it) => (
          <li key={it.id}>
            {it.skuCount === 1 ? (
              <a className="li pick" href={hrefOf(it.skuId, memberId)}>
                <ProductLine product={it} />
                <Icon name="chevron-right" size={14} />
              </a>
            ) : (
              <button
                type="button"
                className="li pick wide-row"
                aria-expanded={open === it.id}
                onClick={() => setOpen(open === it.id ? undefined : it.id)}
              >
                <ProductLine product={it} />
                <Icon name={open === it.id ? 'chevron-up' : 'chevron-down'} size={14} />
              </button>
            )}
            {open === it.id && <Skus spuId={it.id} memberId={memberId} />}
          </li>
        ))}
      </ul>
    </>
  )
}

interface ProductLineProps {
  product: { name: string; image: string; price: number; skuCount: number }
}

const ProductLine = ({ product: { name, image, price, skuCount } }: ProductLineProps) => (
  <>
    <Picture src={image} icon="shopping-bag" word={name} size={44} />
    <span className="grow">
      <b className="m cut block">{name}</b>
      <span className="t11 i2">{skuCount > 1 ? `${skuCount} 个规格` : '1 个规格'}</span>
    </span>
    <b className="num">
      <Yuan amount={price} />
    </b>
  </>
)

/** 查库存: goods by words or barcode; for a customer, goods to order for them (GU-5, OR-4). */
export const StockPage = ({ guide, memberId }: { guide: Guide; memberId?: string }) => {
  const [typed, setTyped] = useState('')
  const [scanning, setScanning] = useState(false)
  const [problem, setProblem] = useState<ApiFailure>()
  const words = useSettled(typed.trim())
  const scanned = async (text: string) => {
    setScanning(false)
    try {
      const { skuId } = await call('GET /barcodes/:barcode', { params: { barcode: text.trim() } })
      window.location.hash = hrefOf(skuId, memberId)
    } catch (error) {
      setProblem(asFailure(error))
    }
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (/^\d{8,14}$/.test(words)) void scanned(words)
  }
  return (
    <>
      <Top title={memberId ? '代客下单' : '查库存'} to={memberId ? '#/' : '#/desk'} guide={guide} />
      <form className="search-bar" role="search" onSubmit={submit}>
        <Icon name="search" size={18} />
        <input
          value={typed}
          type="search"
          enterKeyHint="search"
          aria-label="商品名或条码"
          placeholder="商品名、品牌或条码"
          onChange={(event) => {
            setTyped(event.target.value)
            setProblem(undefined)
          }}
        />
        <button type="button" aria-label="扫条码" onClick={() => setScanning(!scanning)}>
          <Icon name={scanning ? 'x' : 'scan-line'} size={20} />
        </button>
      </form>
      <main className="main-scroll">
        <Problem text={problem?.message} wide />
        <section className={scanning ? 'sec centre' : 'sec desk-list'}>
          {scanning ? (
            <Scan what="商品条码" found={(text) => void scanned(text)} />
          ) : (
            <Found key={words} words={words} memberId={memberId} />
          )}
        </section>
      </main>
    </>
  )
}
