import Taro from '@tarojs/taro'
import type { Drawing, LocateFailure, Pen, Platform } from './platform'
import { payOutcomeOf } from './outcomes'

let brightness: number | undefined

/** Above it a picture is made smaller, bytes; its base64 is a third longer. */
const MOST_BYTES = 600_000

const takePicture = async (): Promise<string | null> => {
  const chosen = await Taro.chooseMedia({ count: 1, mediaType: ['image'], sizeType: ['compressed'] }).catch(
    () => undefined,
  )
  const file = chosen?.tempFiles[0]
  if (!file) return null
  const filePath =
    file.size > MOST_BYTES
      ? (await Taro.compressImage({ src: file.tempFilePath, quality: 60, compressedWidth: 1280 }))
          .tempFilePath
      : file.tempFilePath
  return new Promise((resolve) => {
    Taro.getFileSystemManager().readFile({
      filePath,
      encoding: 'base64',
      success: ({ data }) => resolve(data as string),
      fail: () => resolve(null),
    })
  })
}

const failureOf = (error: { errMsg?: string }): LocateFailure =>
  /auth|deny|denied|cancel/i.test(error.errMsg ?? '') ? 'refused' : 'unavailable'

const drawPicture = async ({ width, height, images, draw }: Drawing): Promise<string> => {
  const canvas = Taro.createOffscreenCanvas({ type: '2d', width: width * 2, height: height * 2 })
  const found = new Map<string, CanvasImageSource>()
  for (const src of images) {
    const image = canvas.createImage()
    const isRead = await new Promise<boolean>((resolve) => {
      image.onload = () => resolve(true)
      image.onerror = () => resolve(false)
      image.src = src
    })
    if (isRead) found.set(src, image as unknown as CanvasImageSource)
  }
  const pen = canvas.getContext('2d') as unknown as Pen
  pen.scale(2, 2)
  draw(pen, found)
  const { tempFilePath } = await Taro.canvasToTempFilePath({ canvas: canvas as unknown as Taro.Canvas })
  return tempFilePath
}

/** WeChat: developers.weixin.qq.com/miniprogram/dev/api. */
export const platform: Platform = {
  loginCode: async () => (await Taro.login()).code,
  canGivePhone: () => true,
  phoneCode: () => Promise.resolve(null),
  locate: async () => {
    try {
      const { longitude, latitude } = await Taro.getLocation({ type: 'gcj02' })
      return [longitude, latitude]
    } catch (error) {
      throw failureOf(error as { errMsg?: string })
    }
  },
  openSettings: async () => {
    const { authSetting } = await Taro.openSetting()
    return authSetting['scope.userLocation'] === true
  },
  scan: () =>
    Taro.scanCode({}).then(
      (it) => it.path || it.result,
      () => null,
    ),
  canScan: () => true,
  openMap: async ({ name, address, position: [longitude, latitude] }) => {
    await Taro.openLocation({ longitude, latitude, name, address, scale: 16 })
    return true
  },
  chrome: () => {
    const { statusBarHeight: status = 20, windowWidth: width } = Taro.getWindowInfo()
    return { status, width, capsule: Taro.getMenuButtonBoundingClientRect() }
  },
  callPhone: async (phoneNumber) => {
    await Taro.makePhoneCall({ phoneNumber }).catch(() => undefined)
  },
  // By callbacks: requestPayment is the one Taro makes no promise of in WeChat.
  pay: (params) =>
    new Promise((resolve) => {
      void Taro.requestPayment({
        ...params,
        success: () => resolve('done'),
        fail: (error) => resolve(payOutcomeOf(error)),
      })
    }),
  askMessages: async (tmplIds) => {
    if (tmplIds.length > 0)
      await Taro.requestSubscribeMessage({ tmplIds, entityIds: [] }).catch(() => undefined)
  },
  canChooseSpot: () => true,
  chooseSpot: () =>
    Taro.chooseLocation({}).then(
      ({ name, address, longitude, latitude }) => ({ name, address, position: [longitude, latitude] }),
      () => null,
    ),
  lightBar: (on) => {
    const frontColor = on ? '#ffffff' : '#000000'
    void Taro.setNavigationBarColor({ frontColor, backgroundColor: '#ffffff' }).catch(() => undefined)
  },
  takePicture,
  drawPicture,
  keepPicture: (filePath) =>
    Taro.saveImageToPhotosAlbum({ filePath }).then(
      () => true,
      () => false,
    ),
  brighten: (on) => {
    const set = (value: number): unknown => Taro.setScreenBrightness({ value }).catch(() => undefined)
    if (on)
      void Taro.getScreenBrightness({})
        .then((it) => void (brightness ??= (it as unknown as { value: number }).value))
        .catch(() => undefined)
        .then(() => set(1))
    else if (brightness !== undefined) {
      set(brightness)
      brightness = undefined
    }
  },
}
