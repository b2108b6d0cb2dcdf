/** Lets some time of the wall go by, in ms; the clock that tests move has no say in it. */
export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
