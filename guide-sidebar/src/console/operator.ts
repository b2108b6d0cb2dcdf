import { createContext, useContext } from 'react'
import type { Operator } from '../api/storage'

const OperatorContext = createContext<Operator | undefined>(undefined)
export const OperatorProvider = OperatorContext.Provider

/** Who sits at the console. */
export const useMe = (): Operator => {
  const operator = useContext(OperatorContext)
  if (!operator) throw new Error('nobody is signed in here')
  return operator
}
/** Whether somebody decides for the whole chain (OP-6). */
export const isHead = ({ role }: Operator): boolean => role === 'headquarters'
