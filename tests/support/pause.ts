/** Lets others run for some ms: between two looks, and for what is to be slow. Nothing is asserted of its length. */
export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
