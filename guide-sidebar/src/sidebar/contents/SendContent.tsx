import { useState } from 'react'
import type { ReactNode } from 'react'
import { call } from '../../api/client'
import type { Guide } from '../../api/storage'
import { useApi } from '../../api/useApi'
import { RowBones } from '../../desk/DeskSkeleton'
import { Chip } from '../../ui/Chip'
import { FailureState } from '../../ui/FailureState'
import { Icon } from '../../ui/Icon'
import { Picture } from '../../ui/Picture'
import { State } from '../../ui/State'
import { sendMadeCard } from '../../wecom/sendMadeCard'
import { Over } from '../Over'
import { SendFoot } from '../SendFoot'
import { useSendOne } from '../useSendOne'
import { ofTopic, sentText, topicsOf, whyText, wordsFor, type Content } from './contents.rules'

interface Props {
  externalUserId: string
  name: string
  avatar?: string
  guide: Guide
  tabs: ReactNode
  close: () => void
  /** The card is in the chat; with the title of the piece. */
  done: (title: string) => void
}

interface RowProps {
  content: Content
  now: number
  isChosen: boolean
  choose: () => void
}

const Row = ({ content, now, isChosen, choose }: RowProps) => {
  const sent = sentText(content, now)
  return (
    <li>
      <button
        type="button"
        className={`li sendable${isChosen ? ' on' : ''}`}
        aria-pressed={isChosen}
        onClick={choose}
      >
        <span className={`tick${isChosen ? ' on' : ''}`}>{isChosen && <Icon name="check" size={12} />}</span>
        <Picture src={content.image} icon="book-open" word={content.title} size={56} />
        <span className="grow">
          <span className="m cut block">{content.title}</span>
          <span className="i2 t11 cut block">{content.lead}</span>
          <span className="t11 cut block">
            <span className={content.fits.length > 0 ? 'ok' : 'i2'}>{whyText(content)}</span>
            {sent && <span className="i2"> · {sent}</span>}
          </span>
        </span>
      </button>
    </li>
  )
}

/** 发内容 (GU-3): a piece of content for what the customer is tagged with, with a word, into the chat. */
export const SendContent = ({ externalUserId, name, avatar, guide, tabs, close, done }: Props) => {
  const { data, error, isValidating, mutate } = useApi('GET /customers/:externalUserId/contents', {
    params: { externalUserId },
  })
  const [topic, setTopic] = useState<string>()
  const one = useSendOne<Content>({
    put: async ({ id: contentId }, key, sayWords) => {
      const made = await call('POST /customers/:externalUserId/content-cards', {
        params: { externalUserId },
        body: { contentId, key },
      })
      await sayWords()
      await sendMadeCard(made)
    },
    done: (it) => done(it.title),
  })
  const { chosen } = one
  const contents = data?.answer.contents ?? []
  const body = () => {
    if (!data && error && !isValidating) return <FailureState failure={error} retry={() => void mutate()} />
    if (!data) return <RowBones />
    if (contents.length === 0)
      return <State icon="book-open" title="还没有内容" text="总部发布了内容，就会出现在这里。" />
    return (
      <ul className="sec sendables">
        {ofTopic(contents, topic).map((it) => (
          <Row
            key={it.id}
            content={it}
            now={data.at}
            isChosen={it.id === chosen?.id}
            choose={() => one.choose(it, wordsFor(it))}
          />
        ))}
      </ul>
    )
  }
  return (
    <Over title="发内容" name={name} avatar={avatar} close={close}>
      {tabs}
      {contents.length > 0 && (
        <div className="opts opts-line" role="group" aria-label="话题">
          {topicsOf(contents).map((it) => (
            <Chip key={it} on={it === topic} toggle={() => setTopic(it === topic ? undefined : it)}>
              {it}
            </Chip>
          ))}
        </div>
      )}
      <main className="main-scroll">{body()}</main>
      <SendFoot
        card={chosen && { title: chosen.title, image: chosen.image }}
        one={one}
        guide={guide}
        note="文里的商品和平常买的都算"
        none="先选一篇内容"
      />
    </Over>
  )
}
