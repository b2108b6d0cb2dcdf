import Taro from '@tarojs/taro'
import type { Api } from '../../../server/api'
import { shared } from './shared'

export type Profile = Api['GET /me']['response']
const KEY = 'session'

/** The token of this phone; undefined when nobody is signed in. */
export const token = shared<string | undefined>(Taro.getStorageSync<string>(KEY) || undefined)
/** Who is signed in, as last heard from the server. */
export const profile = shared<Profile | undefined>(undefined)

export const keepSession = (session: Api['POST /session']['response']): void => {
  Taro.setStorageSync(KEY, session.token)
  token.set(session.token)
  profile.set(session.member)
}

export const dropSession = (): void => {
  Taro.removeStorageSync(KEY)
  token.set(undefined)
  profile.set(undefined)
}
