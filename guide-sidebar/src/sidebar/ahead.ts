import { preload } from 'swr'
import { browser } from '../api/browser'
import { readReturn } from '../api/signIn.rules'
import { loadSession } from '../api/storage'
import { isWeCom } from '../wecom/client'
import { readAhead } from '../wecom/useContact'
import { customerKey, readCustomer } from './customer.read'

/**
 * Asks for the customer of the open chat while the page is still being drawn, where the guide is signed in already: the
 * card is to be there within a second (GU-1). What fails here is told by the page, which waits for the same answers.
 */
export async function askAhead(): Promise<void> {
  if (!isWeCom() || !loadSession(Date.now()) || readReturn(browser.href()).code) return
  try {
    const chat = await readAhead()
    if (chat.status === 'ready') await preload(customerKey(chat.externalUserId), readCustomer)
  } catch {
    // Told by the page.
  }
}
