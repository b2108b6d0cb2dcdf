import { render } from '@testing-library/react'
import type { ReactNode } from 'react'
import { SWRConfig } from 'swr'

/** Draws an app as it is opened anew: nothing that was read before is known. */
export const draw = (app: ReactNode) =>
  render(<SWRConfig value={{ provider: () => new Map() }}>{app}</SWRConfig>)
