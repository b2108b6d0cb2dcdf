import type { Api } from '../../../server/api'
import { call, signIn } from '../api/call'
import { dropSession, profile, token as sessionToken } from '../api/session'
import { chosenStore } from '../stores/entry'
import { say, sayError } from '../ui/say'

/** Signs in on the shopper's tap; outside of WeChat it says what to do. */
export const signInNow = async (): Promise<void> => {
  try {
    const token = await signIn(chosenStore.get()?.storeId)
    if (token === null) say('请在微信里打开「拾禾生活」小程序登录')
  } catch (error) {
    sayError(error)
  }
}

/** For what only a member can do: signs in first if need be; false when nobody is signed in after that. */
export const signedIn = async (): Promise<boolean> => {
  if (!sessionToken.get()) await signInNow()
  return sessionToken.get() !== undefined
}

export const changeMe = async (change: NonNullable<Api['PATCH /me']['body']>): Promise<void> => {
  try {
    profile.set(await call('PATCH /me', { body: change }))
  } catch (error) {
    sayError(error)
  }
}

/** Binds the number behind getPhoneNumber's code; no code means the shopper said no. */
export const bindPhone = async (code: string | null | undefined): Promise<void> => {
  if (!code) return say('没有绑定，想绑的时候再来')
  try {
    profile.set(await call('POST /me/phone', { body: { code } }))
    say('手机号绑好了')
  } catch (error) {
    sayError(error)
  }
}

export const signOut = async (): Promise<void> => {
  await call('DELETE /session').catch(() => undefined)
  dropSession()
}
