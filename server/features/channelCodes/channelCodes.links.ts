import { now } from '../../kernel/clock'
import { logger } from '../../kernel/logger'
import { isPlatformTrouble } from '../../integrations/http'
import { customersOfLink } from '../../integrations/wecom/links'
import { noteComer } from './channelCodes.comers'
import { comersOf } from './channelCodes.comers.model'
import { hurryLinks, liveLinks } from './channelCodes.model'

/** WeCom said something about a link, or about all of them: what is true now is asked for at once (GU-6b). */
export const lookAtLinks = (linkId: string | undefined): Promise<void> => hurryLinks(linkId, now())

/** Who came by a link and whose event we never heard is noted, as WeCom lists them (platform-apis §5.5). */
export async function repairComers(): Promise<void> {
  for (const { _id: state, configId } of await liveLinks())
    try {
      const known = new Set(await comersOf(state))
      const came = configId ? await customersOfLink(configId) : []
      for (const { userid, externalUserId, state: of } of came)
        if (of === state && !known.has(`${userid}:${externalUserId}`))
          await noteComer({ userid, externalUserId, state, at: now() })
    } catch (error) {
      if (!isPlatformTrouble(error)) throw error
      logger.warn({ code: state, error: error.message }, 'customers of a link not read')
    }
}
