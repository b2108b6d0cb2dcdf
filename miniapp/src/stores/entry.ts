import Taro from '@tarojs/taro'
import { call } from '../api/call'
import { CallError } from '../api/client'
import { shared } from '../api/shared'
import { openLink } from '../friends/open'
import { openNearestGuide } from '../guide/open'
import { openSignUp } from '../happenings/open'

/** The store the shopper is in or chose, for this visit; without one the nearest counts. */
export interface Chosen {
  storeId: string
  via: 'scan' | 'choice'
  /** What the scanned code says; its gifts are asked for with it. */
  scene?: string
}
export const chosenStore = shared<Chosen | undefined>(undefined)

export const chooseStore = (storeId: string): void => chosenStore.set({ storeId, via: 'choice' })

/** `scene` as WeChat hands it over is still URL-encoded; a broken one is taken as it is. */
export const decodeScene = (scene: string): string => {
  try {
    return decodeURIComponent(scene)
  } catch {
    return scene
  }
}

/** The code at an event's entrance (AP-2) checks the shopper in and shows their sign-up. */
const checkIn = async (scene: string): Promise<void> => {
  const { id, stateText } = await call('POST /me/sign-ups/check-in', { body: { scene } })
  void Taro.showToast({ title: stateText, icon: 'none' })
  openSignUp(id)
}

let lastScene: string | undefined
/**
 * Opening by a store's code (ST-5) binds this visit to that store, by an event's code checks in there, by a guide's asks who
 * one is, the chain's leads to the nearest guide; the same code twice asks once.
 */
export const enterByScene = async (scene: string | undefined): Promise<void> => {
  if (!scene || scene === lastScene) return
  const text = decodeScene(scene)
  if (text.startsWith('n=')) return openNearestGuide()
  lastScene = scene
  try {
    if (text.startsWith('e=')) return await checkIn(text)
    if (text.startsWith('b=')) return openLink(text.slice(2))
    const { store } = await call('GET /stores/scene', { query: { scene: text } })
    chosenStore.set({ storeId: store.id, via: 'scan', scene: text })
  } catch (error) {
    lastScene = undefined
    const title = error instanceof CallError ? error.message : '这个二维码暂时打不开'
    void Taro.showToast({ title, icon: 'none' })
  }
}

/** H5 addresses carry the scene before the hash (`/?scene=…#/`) or in the page's own query. */
export const sceneOfAddress = (search: string): string | undefined =>
  /[?&]scene=([^&#]*)/.exec(search)?.[1] || undefined
