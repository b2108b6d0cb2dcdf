import { implement } from '../../kernel/router'
import { noticesContract } from './notices.contract'
import { subscribeTemplates } from './notices.service'

export const noticesFeature = implement(noticesContract, {
  'GET /subscribe-templates': () => subscribeTemplates(),
})
