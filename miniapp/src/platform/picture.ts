import type { Drawing } from './platform'

/** The longer side of a picture that is sent, px. */
const SIDE = 1280
const QUALITY = 0.82

const asDataUrl = (file: File): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(reader.result as string)
    reader.onerror = reject
    reader.readAsDataURL(file)
  })

const read = (src: string): Promise<HTMLImageElement | undefined> =>
  new Promise((resolve) => {
    const image = new Image()
    image.onload = () => resolve(image)
    image.onerror = () => resolve(undefined)
    image.src = src
  })

/** As a JPEG of a size the server takes, base64. */
const shrink = async (file: File): Promise<string | null> => {
  // By data: the page's own policy lets no picture in by a blob's address.
  const image = await read(await asDataUrl(file))
  if (!image) throw new Error('not a picture')
  const part = Math.min(1, SIDE / Math.max(image.naturalWidth, image.naturalHeight))
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(image.naturalWidth * part)
  canvas.height = Math.round(image.naturalHeight * part)
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
  return canvas.toDataURL('image/jpeg', QUALITY).split(',')[1] ?? null
}

/** The browser's own choice of a picture or the camera; rejects for what is no picture. */
export const takePicture = (): Promise<string | null> =>
  new Promise((resolve, reject) => {
    const input = document.createElement('input')
    input.type = 'file'
    input.accept = 'image/*'
    input.onchange = () => {
      const file = input.files?.[0]
      if (file) shrink(file).then(resolve, reject)
      else resolve(null)
    }
    input.addEventListener('cancel', () => resolve(null))
    input.click()
  })

/** Draws on a canvas that nobody sees; a picture that cannot be read is left out. */
export const drawPicture = async ({ width, height, images, draw }: Drawing): Promise<string> => {
  const found = new Map<string, CanvasImageSource>()
  for (const src of images) {
    const image = await read(src)
    if (image) found.set(src, image)
  }
  const canvas = document.createElement('canvas')
  canvas.width = width * 2
  canvas.height = height * 2
  const pen = canvas.getContext('2d')
  if (!pen) throw new Error('no canvas')
  pen.scale(2, 2)
  draw(pen, found)
  return canvas.toDataURL('image/png')
}

/** A browser has no album: the picture is downloaded. */
export const keepPicture = (picture: string): Promise<boolean> => {
  const link = document.createElement('a')
  link.href = picture
  link.download = 'shihe.png'
  link.click()
  return Promise.resolve(true)
}
