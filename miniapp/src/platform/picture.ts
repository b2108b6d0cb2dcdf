/** The longer side of a picture that is sent, px. */
const SIDE = 1280
const QUALITY = 0.82

const asImage = (file: File): Promise<HTMLImageElement> =>
  new Promise((resolve, reject) => {
    const image = new Image()
    image.onload = () => resolve(image)
    image.onerror = reject
    image.src = URL.createObjectURL(file)
  })

/** As a JPEG of a size the server takes, base64. */
const shrink = async (file: File): Promise<string | null> => {
  const image = await asImage(file)
  const part = Math.min(1, SIDE / Math.max(image.naturalWidth, image.naturalHeight))
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(image.naturalWidth * part)
  canvas.height = Math.round(image.naturalHeight * part)
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
  URL.revokeObjectURL(image.src)
  return canvas.toDataURL('image/jpeg', QUALITY).split(',')[1] ?? null
}

/** The browser's own choice of a picture or the camera. */
export const takePicture = (): Promise<string | null> =>
  new Promise((resolve) => {
    const input = document.createElement('input')
    input.type = 'file'
    input.accept = 'image/*'
    input.onchange = () => {
      const file = input.files?.[0]
      if (file) shrink(file).then(resolve, () => resolve(null))
      else resolve(null)
    }
    input.addEventListener('cancel', () => resolve(null))
    input.click()
  })
