import Taro from '@tarojs/taro'
import type { Api } from '../../../server/api'
import { call, signIn } from '../api/call'
import { CallError } from '../api/client'
import { dropSession, profile, token as sessionToken } from '../api/session'
import { chosenStore } from '../stores/entry'
import { dayOf } from '../ui/format'
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

/** Whose number it was before, as the refusal `phone_of_other` tells it. */
interface Other {
  ticket: string
  nickname: string
  joinedAt: string
}

/** Asks whether who has the number is the same person; if so the two members become one (ME-1). */
async function mergeIfSame({ ticket, nickname, joinedAt }: Other): Promise<void> {
  const { confirm } = await Taro.showModal({
    title: '这也是你的账号吗',
    content: `这个手机号在 ${dayOf(new Date(joinedAt))} 入会的「${nickname}」那里绑过。是你本人，就把两个账号合成一个：订单、券和积分都在一起，7 天内可以请店长撤销。不是你本人（比如家人共用），请不要合并。`,
    confirmText: '是我',
    cancelText: '不是我',
  })
  if (!confirm) return say('没有合并，手机号还在原来的账号')
  profile.set(await call('POST /me/merges', { body: { ticket } }))
  say('两个账号合成一个了')
}

/** Binds the number behind getPhoneNumber's code; no code means the shopper said no. */
export const bindPhone = async (code: string | null | undefined): Promise<void> => {
  if (!code) return say('没有绑定，想绑的时候再来')
  try {
    profile.set(await call('POST /me/phone', { body: { code } }))
    say('手机号绑好了')
  } catch (error) {
    if (!(error instanceof CallError) || error.code !== 'phone_of_other') return sayError(error)
    await mergeIfSame(error.details as Other).catch(sayError)
  }
}

export const signOut = async (): Promise<void> => {
  await call('DELETE /session').catch(() => undefined)
  dropSession()
}
