import { useState } from 'react'
import { Chip } from '../../ui/Chip'
import { Icon } from '../../ui/Icon'
import { Picture } from '../../ui/Picture'
import { GoodsSheet } from '../chain/GoodsSheet'
import { Problem } from '../Problem'
import { contentProblem, MOST_CARDS, PAGES, type Card, type Draft } from './mass.rules'

interface Props {
  draft: Draft
  set: (change: Partial<Draft>) => void
}

const isSame = (a: Card, b: Card): boolean =>
  a.kind === 'goods' ? b.kind === 'goods' && a.skuId === b.skuId : b.kind === 'page' && a.page === b.page

export const CardLine = ({ card, remove }: { card: Omit<Card, 'skuId' | 'page'>; remove?: () => void }) => (
  <div className="row cardline">
    <Picture
      {...('image' in card && typeof card.image === 'string' ? { src: card.image } : {})}
      icon={card.kind === 'goods' ? 'shopping-bag' : 'smartphone'}
      word={card.title}
    />
    <div className="grow cut">
      <div className="m cut">{card.title}</div>
      <div className="i2 t11">{card.kind === 'goods' ? '商品 · 点开后下单归你' : '小程序页面'}</div>
    </div>
    {remove && (
      <button type="button" className="back" aria-label={`去掉 ${card.title}`} onClick={remove}>
        <Icon name="x" size={18} />
      </button>
    )}
  </div>
)

/** 内容: words everybody reads alike, and cards (GU-4). */
export const WhatStep = ({ draft, set }: Props) => {
  const [isChoosing, setChoosing] = useState(false)
  const { text, cards } = draft
  const toggle = (card: Card) => {
    const others = cards.filter((it) => !isSame(it, card))
    if (others.length < cards.length) set({ cards: others })
    else if (cards.length < MOST_CARDS) set({ cards: [...cards, card] })
  }
  const problem = text.trim() ? contentProblem(draft) : undefined
  return (
    <>
      <section className="sec mass-what" aria-label="文字">
        <label className="labelled">
          说什么
          <textarea
            className="field mass-text"
            rows={4}
            value={text}
            maxLength={2000}
            placeholder="到了什么、哪天、在哪家店；不写就只发卡片"
            onChange={(event) => set({ text: event.target.value })}
          />
        </label>
        <Problem text={problem} />
        <p className="hint">
          <Icon name="megaphone" />
          每个人看到的话都一样，企业微信不会替你填称呼。
        </p>
      </section>
      <section className="sec" aria-label="卡片">
        <div className="sec-h">
          <h2>卡片</h2>
          <span className="i2 t11">
            {cards.length}/{MOST_CARDS}
          </span>
          <button
            type="button"
            className="link more"
            disabled={cards.length >= MOST_CARDS}
            onClick={() => setChoosing(true)}
          >
            <Icon name="plus" size={14} />
            选商品
          </button>
        </div>
        {cards.map((it) => (
          <CardLine key={it.kind === 'goods' ? it.skuId : it.page} card={it} remove={() => toggle(it)} />
        ))}
        <div className="opts mass-pages">
          {PAGES.map(([page, title]) => {
            const card: Card = { kind: 'page', page, title }
            const on = cards.some((it) => isSame(it, card))
            return (
              <Chip key={page} on={on} toggle={() => toggle(card)}>
                {title}
              </Chip>
            )
          })}
        </div>
      </section>
      {isChoosing && (
        <GoodsSheet
          chosen={cards.flatMap((it) => (it.kind === 'goods' ? it.skuId : []))}
          choose={({ skuId, name, optionText, image }) =>
            toggle({ kind: 'goods', skuId, title: [name, optionText].filter(Boolean).join(' '), image })
          }
          close={() => setChoosing(false)}
        />
      )}
    </>
  )
}
