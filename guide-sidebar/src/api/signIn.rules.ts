/** What WeCom's sign-in page left in the address, and the address without it. */
export interface Return {
  code?: string
  state: string
  /** The address without `code` and `state`, hash kept. */
  clean: string
}

/** Splits an address into the sign-in's leavings and the rest. The rest is the URL the JS-SDK signs. */
export const readReturn = (href: string): Return => {
  const url = new URL(href)
  const code = url.searchParams.get('code') ?? undefined
  const state = url.searchParams.get('state') ?? ''
  url.searchParams.delete('code')
  url.searchParams.delete('state')
  return { code, state, clean: url.toString() }
}

/** Where WeCom shall send the browser back to: this page without code, state and hash. */
export const redirectOf = (href: string): string => readReturn(href).clean.split('#')[0] ?? ''

/** 128 random bits as hex. */
export const newState = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  )
