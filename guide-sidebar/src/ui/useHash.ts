import { useEffect, useState } from 'react'
import { askerNow } from './leave'

const read = () => window.location.hash.replace(/^#\/?/, '')

/**
 * The page named by the address's hash, '' for the first one. The signed address (before #) never changes. A page with
 * unsaved changes stays until somebody says that it may be left (`guardLeaving`).
 */
export const useHash = (): string => {
  const [page, setPage] = useState(read)
  useEffect(() => {
    let shown = read()
    const show = (next: string) => {
      shown = next
      setPage(next)
    }
    const follow = () => {
      const [next, ask] = [read(), askerNow()]
      if (!ask || next === shown) return show(next)
      window.history.replaceState(null, '', `#/${shown}`)
      ask(() => {
        window.history.pushState(null, '', `#/${next}`)
        show(next)
      })
    }
    window.addEventListener('hashchange', follow)
    return () => window.removeEventListener('hashchange', follow)
  }, [])
  return page
}

/** Gives the page that is shown another address, without leaving it. */
export const renameHash = (page: string): void => window.history.replaceState(null, '', `#/${page}`)

/** Goes to a page by its hash, e.g. `coupons/new`. */
export const goTo = (page: string): void => {
  window.location.hash = `#/${page}`
}
