/** What the page knows, and its line to the sandbox. */
export const store = {
  state: undefined,
  /** userid of the WeCom window. */
  guide: undefined,
  /** personId of the chat open in the WeCom window. */
  chat: undefined,
  /** personId of the phone. */
  person: undefined,
  /** Difference of the sandbox's clock to this machine's, and its speed. */
  clock: { base: Date.now(), at: Date.now(), rate: 1 },
}

export const now = () => store.clock.base + (Date.now() - store.clock.at) * store.clock.rate

async function answer(response) {
  const body = await response.json()
  if (!response.ok) throw new Error(body.error ?? String(response.status))
  return body
}
export const get = (path) => fetch(`/__sandbox/${path}`).then(answer)
export const post = (path, body = {}) =>
  fetch(`/__sandbox/${path}`, { method: 'POST', body: JSON.stringify(body) }).then(answer)

export async function refresh() {
  store.state = await get('state')
  setClock(store.state)
}
export function setClock({ now: base, rate }) {
  store.clock = { base, rate, at: Date.now() }
}

export const guideOf = (userid) => store.state.guides.find((guide) => guide.userid === userid)

/** An address of the product as the clients open it. */
export const webview = (path) =>
  `${location.protocol}//${location.hostname}:${store.state.webviewPort}${path}`

const listeners = new Map()
export const on = (type, listener) => listeners.set(type, [...(listeners.get(type) ?? []), listener])
export const emit = (type, event = {}) => listeners.get(type)?.forEach((listener) => listener(event))

/** Feeds the sandbox's events to the listeners; after a break everything is read again. */
export function listen() {
  const source = new EventSource('/__sandbox/events')
  let broken = false
  source.onmessage = ({ data }) => {
    const event = JSON.parse(data)
    emit(event.type, event)
  }
  source.onerror = () => (broken = true)
  source.onopen = () => broken && emit('reset')
}
