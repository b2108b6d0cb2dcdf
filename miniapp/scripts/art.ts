/**
 * Renders miniapp/art/*.svg to src/assets/*.webp (the mini-program's Image draws local SVG unevenly), and the
 * tab bar's icons from lucide in the colours of the brand. The picture of a coupon's card in the chat, which WeCom wants as
 * PNG of 5:4, is rendered for the sidebar.
 * Run from the repository root: node --import tsx miniapp/scripts/art.ts
 */
import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import sharp from 'sharp'

const root = path.resolve(__dirname, '..', '..')
const assets = path.join(root, 'miniapp/src/assets')
const TABS = ['house', 'layout-grid', 'store', 'shopping-bag', 'user-round']
const COLOURS = { off: '#565F59', on: '#1F5C4A' }

const renderArt = async (): Promise<void> => {
  const folder = path.join(root, 'miniapp/art')
  for (const file of readdirSync(folder).filter((it) => it.endsWith('.svg'))) {
    const svg = readFileSync(path.join(folder, file))
    await sharp(svg, { density: 72 * 3 })
      .webp({ quality: 82, alphaQuality: 90, effort: 6 })
      .toFile(path.join(assets, file.replace('.svg', '.webp')))
  }
}

/** What can be booked, as a thing one knows it by: 3-D pictures of @lobehub/fluent-emoji-3d (MIT). */
const SERVICES = { makeup: '1f484', skincare: '1f9f4', fitting: '1f9e5', measuring: '1f4cf' }

const renderServices = async (): Promise<void> => {
  const folder = path.join(root, 'node_modules/@lobehub/fluent-emoji-3d/assets')
  for (const [name, code] of Object.entries(SERVICES))
    await sharp(path.join(folder, `${code}.webp`))
      .resize(96, 96)
      .webp({ quality: 82, alphaQuality: 90, effort: 6 })
      .toFile(path.join(assets, `service-${name}.webp`))
}

const renderTabs = async (): Promise<void> => {
  mkdirSync(path.join(assets, 'tab'), { recursive: true })
  for (const name of TABS)
    for (const [state, colour] of Object.entries(COLOURS)) {
      const svg = readFileSync(path.join(root, 'node_modules/lucide-static/icons', `${name}.svg`), 'utf8')
        .replace('stroke="currentColor"', `stroke="${colour}"`)
        .replace('stroke-width="2"', 'stroke-width="1.75"')
        .replace('fill="none"', state === 'on' ? `fill="${colour}" fill-opacity="0.12"` : 'fill="none"')
      await sharp(Buffer.from(svg), { density: 72 * 3.375 })
        .resize(81, 81)
        .png({ compressionLevel: 9, palette: true })
        .toFile(path.join(assets, 'tab', `${name}-${state}.png`))
    }
}

const renderCard = async (): Promise<void> => {
  const side = path.join(root, 'guide-sidebar')
  await sharp(path.join(side, 'art/coupon-card.svg'), { density: 72 })
    .png({ compressionLevel: 9, palette: true, colours: 128 })
    .toFile(path.join(side, 'src/sidebar/cards/coupon-card.png'))
}

void renderArt().then(renderServices).then(renderTabs).then(renderCard)
