import QRCode from 'qrcode'
import type { Core } from './core'
import type { Body } from './platformApi'
import { refuse } from './refusals'

const SCENE = /^[0-9A-Za-z!#$&'()*+,/:;=?@\-._~]{1,32}$/
const PAGE = /^[A-Za-z0-9_-]+(\/[A-Za-z0-9_-]+)+$/
const DEFAULT_PAGE = 'pages/home/index'

const hex = (part: unknown) => {
  const value = Number(part)
  if (!Number.isInteger(value) || value < 0 || value > 255) throw refuse(40097, 'invalid line_color')
  return value.toString(16).padStart(2, '0')
}

/**
 * A mini-program code as a PNG that any scanner reads: `<phone url>?scene=…&page=…` (platform-apis 1.4).
 * Real ones are round codes only WeChat can read; rules and refusals are the same.
 */
export async function drawWxacode(core: Core, body: Body): Promise<Buffer> {
  const { scene, page = '', check_path: checkPath = true, width = 430 } = body
  if (typeof scene !== 'string' || !SCENE.test(scene)) throw refuse(40129)
  if (typeof page !== 'string' || (page !== '' && !PAGE.test(page))) throw refuse(41030)
  const released = core.people.world.pages
  if (page && checkPath !== false && released && !released.includes(page)) throw refuse(41030)
  if (typeof width !== 'number' || width < 280 || width > 1280) throw refuse(40097, 'invalid width')
  if (body.env_version !== undefined && !['release', 'trial', 'develop'].includes(String(body.env_version)))
    throw refuse(40097, 'invalid env_version')

  const color = body.line_color as Record<string, unknown> | undefined
  const dark =
    color && body.auto_color !== true ? `#${hex(color.r)}${hex(color.g)}${hex(color.b)}` : '#000000'
  const target = page || DEFAULT_PAGE
  const url = `${core.phoneUrl}?scene=${encodeURIComponent(scene)}&page=${encodeURIComponent(target)}`
  core.wxacodes = [
    ...core.wxacodes.filter((code) => code.url !== url),
    { scene, page: target, url, at: core.clock.now() },
  ].slice(-200)
  core.journal.tell('wxacodes')
  return QRCode.toBuffer(url, {
    width: Math.round(width),
    margin: 2,
    // Trying every PNG filter on every line costs seconds on a busy machine and gains nothing on squares.
    rendererOpts: { filterType: 0 } as QRCode.QRCodeToBufferOptions['rendererOpts'],
    color: { dark, light: body.is_hyaline === true ? '#00000000' : '#ffffff' },
  })
}
