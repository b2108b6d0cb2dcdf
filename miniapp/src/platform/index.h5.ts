import gcoord from 'gcoord'
import { isRefusal, webviewWx, wxCall } from './webview'
import { payOutcomeOf } from './outcomes'
import { drawPicture, keepPicture, takePicture } from './picture'
import type { LngLat, LocateFailure, Platform, Spot } from './platform'

const locateByBrowser = (): Promise<LngLat> =>
  new Promise((resolve, reject) => {
    if (!navigator.geolocation) return reject('unavailable' satisfies LocateFailure)
    navigator.geolocation.getCurrentPosition(
      ({ coords }) =>
        resolve(gcoord.transform([coords.longitude, coords.latitude], gcoord.WGS84, gcoord.GCJ02) as LngLat),
      (error) => reject((error.code === 1 ? 'refused' : 'unavailable') satisfies LocateFailure),
      { timeout: 8000, maximumAge: 60_000 },
    )
  })

/** A WeChat webview's `wx` where the page has one, else what a browser can do. */
export const platform: Platform = {
  loginCode: async () => {
    if (!webviewWx()?.login) return null
    return (await wxCall<{ code: string }>('login')).code
  },
  canGivePhone: () => Boolean(webviewWx()?.getPhoneNumber),
  phoneCode: () =>
    wxCall<{ code?: string }>('getPhoneNumber').then(
      (it) => it.code ?? null,
      () => null,
    ),
  locate: async () => {
    if (!webviewWx()?.getLocation) return locateByBrowser()
    try {
      const it = await wxCall<{ longitude: number; latitude: number }>('getLocation', { type: 'gcj02' })
      return [it.longitude, it.latitude]
    } catch (error) {
      throw (isRefusal(error) ? 'refused' : 'unavailable') satisfies LocateFailure
    }
  },
  openSettings: () => Promise.resolve(false),
  scan: () =>
    wxCall<{ result: string; path?: string }>('scanCode').then(
      (it) => it.path || it.result,
      () => null,
    ),
  canScan: () => Boolean(webviewWx()?.scanCode),
  openMap: async ({ name, address, position: [longitude, latitude] }) => {
    if (!webviewWx()?.openLocation) return false
    await wxCall('openLocation', { longitude, latitude, name, address, scale: 16 })
    return true
  },
  chrome: () => {
    const wx = webviewWx()
    const status = wx?.getWindowInfo?.().statusBarHeight
    const capsule = wx?.getMenuButtonBoundingClientRect?.()
    const width = Math.min(window.innerWidth, 430)
    return capsule && status !== undefined ? { status, width, capsule } : { status: 16, width }
  },
  callPhone: async (phoneNumber) => {
    if (webviewWx()?.makePhoneCall) await wxCall('makePhoneCall', { phoneNumber }).catch(() => undefined)
    else window.location.href = `tel:${phoneNumber}`
  },
  pay: async (params) => {
    if (!webviewWx()?.requestPayment) return 'absent'
    return wxCall('requestPayment', { ...params }).then(() => 'done' as const, payOutcomeOf)
  },
  askMessages: async (tmplIds) => {
    if (tmplIds.length > 0 && webviewWx()?.requestSubscribeMessage)
      await wxCall('requestSubscribeMessage', { tmplIds }).catch(() => undefined)
  },
  canChooseSpot: () => Boolean(webviewWx()?.chooseLocation),
  chooseSpot: () =>
    wxCall<{ name: string; address: string; longitude: number; latitude: number }>('chooseLocation').then(
      ({ name, address, longitude, latitude }): Spot => ({ name, address, position: [longitude, latitude] }),
      () => null,
    ),
  lightBar: (on) => {
    if (webviewWx()?.setNavigationBarColor)
      void wxCall('setNavigationBarColor', { frontColor: on ? '#ffffff' : '#000000' }).catch(() => undefined)
  },
  takePicture,
  drawPicture,
  keepPicture,
  brighten: () => {},
}
