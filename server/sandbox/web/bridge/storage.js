// Each person has a phone of their own: storage of one origin is split by who acts in the page.
const split = (store) => {
  const prefix = `${config.role}:${config.as}:`
  const keys = () => Object.keys(store).filter((key) => key.startsWith(prefix))
  const own = {
    getItem: (key) => store.getItem(prefix + key),
    setItem: (key, value) => store.setItem(prefix + key, value),
    removeItem: (key) => store.removeItem(prefix + key),
    clear: () => keys().forEach((key) => store.removeItem(key)),
    key: (index) => keys()[index]?.slice(prefix.length) ?? null,
    get length() {
      return keys().length
    },
  }
  return new Proxy(own, {
    get: (target, key) =>
      key in target || typeof key === 'symbol' ? target[key] : (own.getItem(key) ?? undefined),
    set: (_, key, value) => (own.setItem(key, value), true),
    has: (target, key) => key in target || own.getItem(key) !== null,
    deleteProperty: (_, key) => (own.removeItem(key), true),
    ownKeys: () => keys().map((key) => key.slice(prefix.length)),
    getOwnPropertyDescriptor: (_, key) => ({
      value: own.getItem(key) ?? undefined,
      configurable: true,
      enumerable: true,
      writable: true,
    }),
  })
}
for (const name of ['localStorage', 'sessionStorage'])
  Object.defineProperty(window, name, { value: split(window[name]), configurable: true })

const nativeFetch = window.fetch.bind(window)
/** Asks the sandbox behind the client. */
const ask = (path, body = {}) =>
  nativeFetch(`/__webview/${path}`, {
    method: 'POST',
    body: JSON.stringify({ as: config.as, role: config.role, ...body }),
  }).then((answer) => answer.json())
const note = (text, act, data) => ask('note', { text, act, data })
