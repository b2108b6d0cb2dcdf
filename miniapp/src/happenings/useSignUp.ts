import Taro from '@tarojs/taro'
import { useRef, useState } from 'react'
import { call } from '../api/call'
import { CallError } from '../api/client'
import { signedIn } from '../members/actions'
import { askMessages } from '../orders/messages'
import { arrival } from '../sharing/arrival'
import { say, sayError } from '../ui/say'
import { openSignUp } from './open'
import type { SignUp, StoreEvent } from './types'

/** Signs up, or stands in line where no seat is free; the same again is the same sign-up. `onEnd` reads the event again. */
export const useSignUp = (onEnd: () => void) => {
  const [busy, setBusy] = useState(false)
  const running = useRef(false)
  const signUp = async ({ id: eventId, mine }: StoreEvent): Promise<void> => {
    if (running.current) return
    running.current = true
    setBusy(true)
    const { from } = arrival()
    try {
      if (!(await signedIn())) return
      await askMessages(['booking'])
      const made = await call('POST /store-events/:eventId/sign-up', {
        params: { eventId },
        body: { mayWait: mine.action === 'wait', ...(from ? { from } : {}) },
      })
      say(made.state === 'waiting' ? made.stateText : '报上名了，到店见')
      openSignUp(made.id)
    } catch (error) {
      if (error instanceof CallError && error.status === 0) say('没连上，再点一次不会重复报名')
      else sayError(error)
    } finally {
      running.current = false
      setBusy(false)
      onEnd()
    }
  }
  return { signUp, busy }
}

/** Gives a seat back after asking; undefined when the shopper kept it or the shop refused. */
export const cancelSignUp = async ({ id: signUpId, state }: SignUp): Promise<SignUp | undefined> => {
  const { confirm } = await Taro.showModal({
    title: state === 'waiting' ? '不再候补吗' : '取消报名吗',
    content: state === 'waiting' ? '排的位次会让给后面的人' : '名额会让给候补的人，想来可以再报名',
    confirmText: '取消报名',
    cancelText: '再想想',
  })
  if (!confirm) return undefined
  try {
    return await call('POST /me/sign-ups/:signUpId/cancel', { params: { signUpId } })
  } catch (error) {
    sayError(error)
    return undefined
  }
}
