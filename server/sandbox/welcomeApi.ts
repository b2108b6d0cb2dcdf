import type Router from '@koa/router'
import { wrong } from './contactWays'
import { saidOf } from './content'
import type { Core } from './core'
import { platformApi, textOr } from './platformApi'

/** The greeting of a new customer (platform-apis 3.7): what it holds is checked first, then its code is used up. */
export function welcomeRoutes(router: Router, core: Core) {
  platformApi(
    router,
    core,
    {
      family: 'wecom',
      method: 'post',
      path: '/cgi-bin/externalcontact/send_welcome_msg',
      token: ['wecom'],
      contact: true,
    },
    ({ body }) => {
      const welcome = core.welcomes.open(textOr(body.welcome_code))
      const said = saidOf(core, body, {
        tooMany: () => wrong('attachments'),
        unsupported: () => wrong('msgtype'),
      })
      core.welcomes.use(welcome)
      const { userid, personId } = welcome
      for (const one of said) {
        const message = core.chats.say(userid, personId, { ...one, from: 'guide', isWelcome: true })
        core.journal.tell('message', { userid, personId, message })
      }
      return {}
    },
  )
}
