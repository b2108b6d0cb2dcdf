/** Milliseconds the server's clock is ahead of this phone's. */
let ahead = 0

/** The instant by the server's clock, ms: phones that are wrong by an hour still count down rightly. */
export const serverNow = (): number => Date.now() + ahead

/** Takes the time from an answer's headers. It has whole seconds, so small differences are left alone. */
export const hearTime = (headers: Record<string, unknown> | undefined): void => {
  const at = Date.parse(String(headers?.date ?? headers?.Date ?? ''))
  if (Number.isNaN(at)) return
  const heard = at + 500 - Date.now()
  if (Math.abs(heard - ahead) > 1500) ahead = heard
}
