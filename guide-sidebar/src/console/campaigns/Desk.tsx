import { useState } from 'react'
import type { ReactNode } from 'react'
import { goTo, renameHash } from '../../ui/useHash'
import { ConfirmDialog } from '../edit/ConfirmDialog'
import { Editor, Stages } from '../edit/Editor'
import { EditorState } from '../edit/EditorState'
import { useEditor } from '../edit/useEditor'
import type { Problems } from '../edit/useEditor'
import { lockOf, stagesOf } from './campaign.rules'
import type { Campaign, Kind, Lock } from './campaign.rules'

interface Plan<M extends Campaign, Draft, Form, Part extends string> {
  kind: Kind<M, Draft>
  /** What is being changed; absent while it is new. */
  given: M | undefined
  initial: Form
  parts: readonly Part[]
  formOf: (campaign: M) => Form
  draftOf: (form: Form) => Draft | undefined
  problemsOf: (form: Form) => Problems<Part>
}

/** Making and changing one campaign: the form, and what is saved of it. */
export const useDesk = <M extends Campaign, Draft, Form extends object, Part extends string>({
  kind,
  given,
  initial,
  parts,
  formOf,
  draftOf,
  problemsOf,
}: Plan<M, Draft, Form, Part>) => {
  const [campaign, setCampaign] = useState(given)
  const editor = useEditor({ initial, keys: parts, problemsOf })
  const save = () =>
    editor.save(async (form) => {
      const body = draftOf(form)
      if (!body) return
      const saved = campaign
        ? await kind.change(campaign.id, { ...body, version: campaign.version })
        : await kind.create(body)
      if (!campaign) renameHash(`${kind.page}/${saved.id}/edit`)
      setCampaign(saved)
    })
  const schedule = () =>
    editor.run(async () => {
      if (!campaign) return
      await kind.step(campaign.id, 'schedule')
      goTo(`${kind.page}/${campaign.id}`)
    })
  /** Drops what was typed for what somebody else made of it. */
  const startOver = async () => {
    if (!campaign) return
    const fresh = await kind.read(campaign.id)
    setCampaign(fresh)
    editor.reset(formOf(fresh))
  }
  const isDraft = !campaign || campaign.status === 'draft'
  return { kind, campaign, editor, save, schedule, startOver, isDraft, lock: lockOf(kind, campaign) }
}

/** What a frame needs of it, whatever the form is. */
interface DeskState {
  kind: {
    page: string
    name: string
    newName: string
    liveName: string
    isAtOnce?: true
    steps: Kind<Campaign, never>['steps']
    notes: Kind<Campaign, never>['notes']
  }
  campaign: Campaign | undefined
  editor: Pick<ReturnType<typeof useEditor>, 'isDirty' | 'busy' | 'failure' | 'missing'>
  save: () => Promise<boolean>
  schedule: () => Promise<boolean>
  startOver: () => Promise<void>
  isDraft: boolean
  lock: Lock
}
interface Props {
  desk: DeskState
  title: string
  sub?: ReactNode
  from?: string | undefined
  until?: string | undefined
  preview: ReactNode
  children: ReactNode
}

/** The editor's frame with the ways to save and schedule. */
export const Desk = ({ desk, title, sub, from, until, preview, children }: Props) => {
  const { kind, campaign, editor, lock, isDraft } = desk
  const { isDirty, busy, failure, missing } = editor
  const [isAsked, setAsked] = useState(false)
  const isNew = !campaign
  const ready = () => (isDirty || isNew ? desk.save() : Promise.resolve(true))
  const status = campaign?.status ?? 'draft'
  return (
    <Editor
      back={{ page: kind.page, name: kind.name }}
      title={title.trim() || kind.newName}
      sub={sub}
      isDirty={isDirty}
      notice={lock.notice}
      failure={failure}
      remedy={
        failure?.code.endsWith('_changed')
          ? { name: '看最新的', run: () => void desk.startOver() }
          : undefined
      }
      stages={
        <Stages
          {...stagesOf(kind, status, { from, until })}
          end={
            lock.shut ? null : (
              <EditorState missing={missing} state={isDirty ? 'dirty' : isNew ? 'new' : 'saved'} />
            )
          }
        />
      }
      actions={
        !lock.shut && (
          <>
            <button
              type="button"
              className="btn"
              disabled={busy || !isDirty}
              onClick={() => void desk.save()}
            >
              {isDraft ? '存草稿' : '保存修改'}
            </button>
            {isDraft && (
              <button
                type="button"
                className="btn main"
                disabled={busy}
                onClick={() => void ready().then((ok) => ok && setAsked(true))}
              >
                {kind.steps.schedule.name}
              </button>
            )}
          </>
        )
      }
      preview={preview}
    >
      {children}
      {isAsked && (
        <ConfirmDialog
          title={`${kind.steps.schedule.name}「${title.trim()}」`}
          text={kind.steps.schedule.ask}
          action={kind.steps.schedule.name}
          busy={busy}
          onYes={() => void desk.schedule().then((ok) => !ok && setAsked(false))}
          onClose={() => setAsked(false)}
        />
      )}
    </Editor>
  )
}
