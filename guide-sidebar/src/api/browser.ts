/** The browser's address bar, as the sign-in needs it; one place so that leaving the page can be observed. */
export const browser = {
  href: (): string => window.location.href,
  /** Leaves this page without adding a history entry (so that "back" does not return to a used code). */
  leave: (url: string): void => window.location.replace(url),
  /** Rewrites the address without loading anything. */
  rewrite: (url: string): void => window.history.replaceState(window.history.state, '', url),
}
