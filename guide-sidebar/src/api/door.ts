import { createContext, useContext } from 'react'
import { say } from '../wecom/say'
import { call } from './client'

/** What a screen does outside itself. In an exercise (GU-8) the same screen is handed another door. */
export interface Door {
  call: typeof call
  /** Puts words into the open chat. @throws as `say` of wecom */
  say: typeof say
  /** Of an exercise: its name, and what the play customer holds before the scanner. */
  exercise?: { flow: string; code?: string }
}
const inEarnest: Door = { call, say }

export const DoorContext = createContext<Door>(inEarnest)
export const useDoor = (): Door => useContext(DoorContext)
