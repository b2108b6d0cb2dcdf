import { useEffect, useState } from 'react'

const read = () => window.location.hash.replace(/^#\/?/, '')

/** The page named by the address's hash, '' for the first one. The signed address (before #) never changes. */
export const useHash = (): string => {
  const [page, setPage] = useState(read)
  useEffect(() => {
    const follow = () => setPage(read())
    window.addEventListener('hashchange', follow)
    return () => window.removeEventListener('hashchange', follow)
  }, [])
  return page
}
