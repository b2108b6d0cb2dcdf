import { env } from '../../../config/env'
import { now } from '../../kernel/clock'
import { waitAfter, workOff } from '../../kernel/dueWork'
import { logger } from '../../kernel/logger'
import { isPlatformTrouble, PlatformError } from '../../integrations/http'
import {
  addGroupWelcome,
  changeGroupWelcome,
  removeGroupWelcome,
  type GroupWelcome,
} from '../../integrations/wecom/groups'
import { forgetPictures, htmlPage, mediaIdOf } from '../channelCodes/channelCodes.service'
import { noteTemplate, putDown, takeDue, type ChatGroupDoc, type Welcome } from './chatGroups.model'
import { welcomeProblem } from './chatGroups.rules'

const LEASE_MS = 60_000
const FIRST_WAIT_MS = 30_000
const LONGEST_WAIT_MS = 3_600_000
const AT_ONCE = 50
const PICTURE_GONE = 40007
const NO_SUCH = 40058

const bodyOf = async ({ text, page }: Welcome): Promise<GroupWelcome> => ({
  text,
  ...(page
    ? {
        page: {
          title: page.title,
          appid: env.WX_APPID,
          page: htmlPage(page.page),
          mediaId: await mediaIdOf('page'),
        },
      }
    : {}),
})

/** One that somebody took away at WeCom is as good as taken away. */
const unlessGone = (error: unknown): void => {
  if (!(error instanceof PlatformError && error.code === NO_SUCH)) throw error
}

/** Makes WeCom's welcome of a group what it is to be. */
async function tell(group: ChatGroupDoc): Promise<void> {
  const { welcome, templateId, goneAt } = group
  const isWanted = !goneAt && welcome && (welcome.text || welcome.page)
  if (isWanted && templateId) return changeGroupWelcome(templateId, await bodyOf(welcome))
  if (isWanted) return noteTemplate(group, await addGroupWelcome(await bodyOf(welcome), true))
  if (!templateId) return
  await removeGroupWelcome(templateId).catch(unlessGone)
  await noteTemplate(group, undefined)
}

/** A failure is tried again, later each time. */
async function tellOne(group: ChatGroupDoc): Promise<void> {
  try {
    await tell(group)
    await putDown(group)
  } catch (error) {
    const code = error instanceof PlatformError ? error.code : undefined
    if (!isPlatformTrouble(error)) logger.error({ err: error, chatId: group._id }, 'group welcome not told')
    if (code === PICTURE_GONE) await forgetPictures()
    const wait = waitAfter(group.failures ?? 0, FIRST_WAIT_MS, LONGEST_WAIT_MS)
    await putDown(group, { dueAt: new Date(now().getTime() + wait), problem: welcomeProblem(code) })
  }
}

/** Tells WeCom the welcomes that are due (GU-7). */
export const tellWelcomes = (): Promise<void> =>
  workOff(takeDue, tellOne, { leaseMs: LEASE_MS, most: AT_ONCE })
