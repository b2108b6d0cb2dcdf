const origin = __API_BASE__.startsWith('http') ? __API_BASE__.replace(/\/api$/, '') : ''

/** Address of a picture the server names by path (`/media/…`); whole addresses stay as they are. */
export const mediaUrl = (path: string): string => (path.startsWith('/') ? origin + path : path)

/** Where the shop can be opened in a browser, no slash at the end. */
export const webOrigin = (): string => origin || window.location.origin
