import { useDidHide, useDidShow } from '@tarojs/taro'
import { useRef } from 'react'

/** Runs when the shopper comes back to the page, not when it opens. */
export const useReturn = (work: () => void): void => {
  const wasLeft = useRef(false)
  useDidHide(() => {
    wasLeft.current = true
  })
  useDidShow(() => {
    if (wasLeft.current) work()
    wasLeft.current = false
  })
}
