/** What browsers with the Shape Detection API offer; TypeScript does not know it yet. */
interface Detector {
  detect: (source: HTMLVideoElement) => Promise<{ rawValue: string }[]>
}
type DetectorClass = new (options: { formats: string[] }) => Detector

/** How often a picture of the camera is searched for a code, in ms. */
const LOOK_MS = 200

const detectorClass = (): DetectorClass | undefined =>
  (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector

/** Whether this browser can read a QR by its camera. */
export const canScan = (): boolean => Boolean(detectorClass() && navigator.mediaDevices?.getUserMedia)

/**
 * Shows the camera in `video` and answers the first QR it sees, or undefined once `signal` stops it; the camera
 * is off afterwards. Throws what the browser throws when the camera is refused or missing.
 */
export const readCode = async (video: HTMLVideoElement, signal: AbortSignal): Promise<string | undefined> => {
  const Reader = detectorClass()
  if (!Reader) throw new Error('no BarcodeDetector')
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } })
  try {
    video.srcObject = stream
    await video.play()
    const detector = new Reader({ formats: ['qr_code'] })
    while (!signal.aborted) {
      const [found] = await detector.detect(video)
      if (found?.rawValue) return found.rawValue
      await new Promise((done) => setTimeout(done, LOOK_MS))
    }
    return undefined
  } finally {
    for (const track of stream.getTracks()) track.stop()
    video.srcObject = null
  }
}
