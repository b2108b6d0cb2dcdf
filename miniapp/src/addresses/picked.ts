import { shared } from '../api/shared'

/** The address the shopper chose for the checkout; undefined: the default one. */
export const pickedAddress = shared<string | undefined>(undefined)
