import { useState } from 'react'
import useSWR from 'swr'
import { call } from '../../api/client'
import { ApiFailure } from '../../api/failure'
import { newKey } from '../../api/key'
import type { Guide } from '../../api/storage'
import { Chip } from '../../ui/Chip'
import { Icon } from '../../ui/Icon'
import { moment } from '../../ui/date.rules'
import { Problem } from '../Problem'
import { Stepper } from '../supply/Stepper'
import { Top } from '../Top'
import { useAction } from '../useAction'
import { hourOfDay, problemOf } from './chain.rules'
import type { NewLine } from './chain.rules'
import { GoodsSheet } from './GoodsSheet'
import { LineFields } from './LineFields'

const MOST_EACH = 99
const OPENING = 10
const EVENING = 20

/** 开一个接龙 (GB-2): goods with live stock, price and pieces, when it ends and when the goods are here. */
export const NewChainPage = ({ guide, chatId }: { guide: Guide; chatId?: string }) => {
  const [key] = useState(newKey)
  const [now] = useState(() => Date.now())
  const [title, setTitle] = useState('')
  const [note, setNote] = useState('')
  const [groupName, setGroupName] = useState('')
  const [lines, setLines] = useState<readonly NewLine[]>([])
  const [perMember, setPerMember] = useState(5)
  const [days, setDays] = useState(1)
  const [wait, setWait] = useState(1)
  const [from, setFrom] = useState<string>()
  const [isChoosing, setChoosing] = useState(false)
  const skuIds = lines.map((it) => it.skuId).join(',')
  const sources = useSWR(skuIds ? ['sources', skuIds] : null, () =>
    call('GET /staff/chains/sources', { query: { skuIds } }),
  ).data?.sources
  const source =
    sources?.find((it) => it.id === from) ?? sources?.find((it) => it.kind === 'store') ?? sources?.[0]
  const until = hourOfDay(now, days, EVENING)
  const arrivesAt = wait === 0 ? until : hourOfDay(Date.parse(until), wait, OPENING)
  const { run, busy, failure } = useAction(async () => {
    const problem = problemOf({ title, lines, source, until, now: Date.now() })
    if (problem || !source) throw new ApiFailure('invalid', problem ?? '选货从哪里来')
    const name = groupName.trim() || `${guide.store.name}的群`
    const made = await call('POST /staff/chains', {
      body: {
        key,
        title: title.trim(),
        ...(note.trim() ? { note: note.trim() } : {}),
        lines: lines.map(({ skuId, chainPrice = 0, quota = 0 }) => ({ skuId, chainPrice, quota })),
        sourceId: source.id,
        perMember,
        until,
        arrivesAt,
        ...(chatId ? { chat: { id: chatId, name } } : {}),
      },
    })
    window.location.hash = `#/chain/${made.id}`
  })
  const set = (skuId: string, more: Partial<NewLine>) =>
    setLines(lines.map((it) => (it.skuId === skuId ? { ...it, ...more } : it)))
  const choose = (line: NewLine) => {
    const isThere = lines.some((it) => it.skuId === line.skuId)
    setLines(isThere ? lines.filter((it) => it.skuId !== line.skuId) : [...lines, line])
    if (!title && !isThere) setTitle(line.name.slice(0, 20))
  }
  const chips = (label: string, value: number, options: [number, string][], change: (n: number) => void) => (
    <fieldset className="choose">
      <legend>{label}</legend>
      <div className="opts">
        {options.map(([option, text]) => (
          <Chip key={option} on={option === value} toggle={() => change(option)}>
            {text}
          </Chip>
        ))}
      </div>
    </fieldset>
  )
  return (
    <>
      <Top title="开一个接龙" to={chatId ? '#/' : '#/chains'} guide={guide} />
      <main className="main-scroll">
        <section className="sec" aria-label="接什么">
          <div className="sec-h">
            <h2>接什么</h2>
            <button type="button" className="link more" onClick={() => setChoosing(true)}>
              <Icon name="plus" size={14} />
              选货
            </button>
          </div>
          {lines.length === 0 && <p className="none">还没选货。从店里有的选，群友按接龙价付款。</p>}
          {lines.map((it) => (
            <LineFields
              key={it.skuId}
              line={it}
              available={source?.available.find((one) => one.skuId === it.skuId)?.available}
              set={(more) => set(it.skuId, more)}
              remove={() => choose(it)}
            />
          ))}
        </section>
        <section className="sec chain-form" aria-label="怎么接">
          <label className="labelled">
            名字
            <input
              className="field"
              value={title}
              maxLength={20}
              onChange={(event) => setTitle(event.target.value)}
            />
          </label>
          <label className="labelled">
            说给群里的话
            <textarea
              className="field chain-note"
              rows={2}
              value={note}
              maxLength={200}
              placeholder="产地、吃法、什么时候到"
              onChange={(event) => setNote(event.target.value)}
            />
          </label>
          {chatId && (
            <label className="labelled">
              群名
              <input
                className="field"
                value={groupName}
                maxLength={40}
                placeholder={`${guide.store.name}的群`}
                onChange={(event) => setGroupName(event.target.value)}
              />
            </label>
          )}
          <div className="row chain-each">
            <span className="grow m">每人最多</span>
            <Stepper label="每人最多几份" value={perMember} most={MOST_EACH} change={setPerMember} />
          </div>
          {chips(
            '什么时候截单',
            days,
            [
              ...(Date.parse(hourOfDay(now, 0, EVENING)) > now
                ? [[0, '今晚 20:00'] as [number, string]]
                : []),
              [1, '明晚 20:00'],
              [2, '后天 20:00'],
            ],
            setDays,
          )}
          {chips(
            '什么时候能来取',
            wait,
            [
              [0, '截单就能取'],
              [1, '截单次日'],
              [2, '截单后两天'],
            ],
            setWait,
          )}
          {sources && sources.length > 0 && lines.length > 0 && (
            <fieldset className="choose">
              <legend>货从哪里来</legend>
              {sources.map((it) => (
                <button
                  key={it.id}
                  type="button"
                  className={it.id === source?.id ? 'li place-row sel' : 'li place-row'}
                  aria-pressed={it.id === source?.id}
                  onClick={() => setFrom(it.id)}
                >
                  <span className="radio" aria-hidden="true" />
                  <span className="grow cut">{it.name}</span>
                  <span className="i2 t11">
                    可放 {it.available.map((one) => one.available).join(' / ')}
                    {it.kind === 'warehouse' && ` · 最快 ${moment(it.arrivesAt, now)} 到`}
                  </span>
                </button>
              ))}
            </fieldset>
          )}
          <p className="hint">
            <Icon name="clock" />
            {moment(until, now)} 截单，{moment(arrivesAt, now)} 起凭码来取；没付的 15 分钟后放给别人。
          </p>
        </section>
        <Problem text={failure?.message} wide />
      </main>
      <footer className="act">
        <button type="button" className="btn main" disabled={busy} onClick={() => void run()}>
          {busy ? '正在开…' : '开接龙'}
        </button>
      </footer>
      {isChoosing && (
        <GoodsSheet chosen={lines.map((it) => it.skuId)} choose={choose} close={() => setChoosing(false)} />
      )}
    </>
  )
}
