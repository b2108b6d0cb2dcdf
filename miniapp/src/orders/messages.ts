import { platform } from '../platform'

/** Asks for the messages about an order: paid, ready, on its way. Has to be called from a tap. */
export const askOrderMessages = (): Promise<void> => platform.askMessages(__ORDER_MESSAGES__)
