import Taro from '@tarojs/taro'
import { CallError } from '../api/client'

/** A word that goes by itself. */
export const say = (title: string): void => void Taro.showToast({ title, icon: 'none' })

/** What a failed call may tell the shopper. */
export const sayError = (error: unknown): void =>
  say(error instanceof CallError ? error.message : '没有成功，请再试一次')
