import { startTransition, useEffect, useState } from 'react'
import type { ReactNode } from 'react'

/** What stands below the first screen: it is drawn once that has been. */
export const Below = ({ children }: { children: ReactNode }) => {
  const [isDue, setDue] = useState(false)
  useEffect(() => startTransition(() => setDue(true)), [])
  return isDue ? <>{children}</> : null
}
