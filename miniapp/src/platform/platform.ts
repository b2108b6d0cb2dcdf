/** GCJ-02 `[lng, lat]` in degrees. */
export type LngLat = [number, number]
export interface Spot {
  name: string
  address: string
  position: LngLat
}
/** What the system draws over a page, px: its status bar, and WeChat's capsule where there is one. */
export interface Chrome {
  status: number
  width: number
  capsule?: { top: number; height: number; left: number }
}
export type LocateFailure = 'refused' | 'unavailable'

/** What `POST /orders/:orderId/pay` hands over for wx.requestPayment. */
export interface PaymentParams {
  timeStamp: string
  nonceStr: string
  package: string
  signType: 'RSA'
  paySign: string
}
/** `done` is what the pay sheet says, not yet what the shop knows; `absent`: there is no WeChat Pay here. */
export type PayOutcome = 'done' | 'cancelled' | 'failed' | 'absent'

/** What a picture is drawn with. */
export type Pen = CanvasRenderingContext2D
export interface Drawing {
  /** px; drawn at twice that. */
  width: number
  height: number
  /** Pictures it needs, by address. */
  images: string[]
  /** `images` are those that could be read, by address. */
  draw: (pen: Pen, images: ReadonlyMap<string, CanvasImageSource>) => void
}

/** What the phone can do; index.weapp.ts asks WeChat, index.h5.ts a webview's `wx` or the browser. */
export interface Platform {
  /** Code for `POST /session`; null where there is no WeChat. */
  loginCode: () => Promise<string | null>
  /** Whether a phone number can be asked for at all. */
  canGivePhone: () => boolean
  /** H5 only: the code a button's getPhoneNumber event gives in the mini-program; null when refused. */
  phoneCode: () => Promise<string | null>
  /** GCJ-02 position, asking the shopper if need be. Rejects with a LocateFailure. */
  locate: () => Promise<LngLat>
  /** Opens the system's page where a refused permission can be given; false where there is none. */
  openSettings: () => Promise<boolean>
  /** What a bar or QR code says, for a mini-program code its path; null when the shopper closed the camera or there is none. */
  scan: () => Promise<string | null>
  canScan: () => boolean
  /** Opens the platform's map; false where a page of our own has to do it (ST-2). */
  openMap: (spot: Spot) => Promise<boolean>
  callPhone: (phone: string) => Promise<void>
  /** Opens WeChat's pay sheet. Never rejects. */
  pay: (params: PaymentParams) => Promise<PayOutcome>
  /** Asks whether these messages may be sent once each; a refusal or a phone without them changes nothing. */
  askMessages: (templateIds: string[]) => Promise<void>
  canChooseSpot: () => boolean
  /** A place the shopper picks on the map; null when none was picked. */
  chooseSpot: () => Promise<Spot | null>
  /** A picture of the shopper's choice as base64 of a JPEG, PNG or WebP that the server takes; null when none was chosen. */
  takePicture: () => Promise<string | null>
  /** Draws a picture and gives where it is, to be shown and kept; rejects where that is impossible. */
  drawPicture: (it: Drawing) => Promise<string>
  /** Puts a drawn picture into the phone's album, or downloads it; false when the shopper said no. */
  keepPicture: (picture: string) => Promise<boolean>
  /** Full brightness, so that a code can be scanned, or the phone's own again. */
  brighten: (on: boolean) => void
  /** White status bar and capsule, for a page that is dark on top, or black ones. */
  lightBar: (on: boolean) => void
  chrome: () => Chrome
}
