/** Asks whether a page with unsaved changes may be left, and goes on by `go` when it may. */
export type AskToLeave = (go: () => void) => void

let asking: AskToLeave | undefined
/** Sets who is asked before the page named by the hash changes; the answer takes it away again. */
export const guardLeaving = (ask: AskToLeave): (() => void) => {
  asking = ask
  return () => {
    if (asking === ask) asking = undefined
  }
}
export const askerNow = (): AskToLeave | undefined => asking
