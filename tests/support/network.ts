const real = globalThis.fetch
const local = /^(127\.0\.0\.1|localhost|\[::1\])$/

/** From here on a request to anything but this machine fails the test that made it. */
export function guardNetwork(): void {
  globalThis.fetch = (input, init) => {
    const url = new URL(input instanceof Request ? input.url : String(input))
    if (!local.test(url.hostname)) throw new Error(`a test tried to reach ${url.origin}`)
    return real(input, init)
  }
}
