import type { Browser, Page } from 'playwright-core'
import type { TestProduct } from '../support/product'
import type { TestPerson } from '../support/people'
import { keepScreen, openPage, PHONE } from './browser'

/** The phones of a story: each is one person's, and closes with the story. */
export const openPhones = (browser: Browser, product: TestProduct) => {
  const opened: { faults: string[]; close: () => Promise<void> }[] = []

  /** A person's phone with the mini-program on a page, as a shared link opens it. */
  const phoneOf = async (who: TestPerson, path = '') => {
    const made = await openPage(browser, PHONE)
    opened.push(made)
    const { page } = made
    await page.goto(`${product.sandbox.webviewUrl}/?as=${who.personId}${path ? `#${path}` : ''}`)
    return screenOf(page)
  }
  /** Closes every phone and gives the faults their pages had. */
  const close = async (): Promise<string[]> => {
    const faults = opened.flatMap((it) => it.faults)
    await Promise.all(opened.splice(0).map((it) => it.close()))
    return faults
  }
  return { phoneOf, close }
}

const screenOf = (page: Page) => {
  const shown = (text: string | RegExp, exact = false) =>
    page.getByText(text, { exact }).filter({ visible: true }).first()
  return {
    page,
    sees: (text: string | RegExp) => shown(text).waitFor(),
    tap: (text: string | RegExp) => shown(text, typeof text === 'string').click(),
    press: (name: string) =>
      page.getByRole('button', { name, exact: true }).filter({ visible: true }).first().click(),
    signIn: () => shown('微信一键登录', true).click(),
    /** Allows the messages that were asked for. */
    allow: () => page.getByRole('button', { name: '允许', exact: true }).click(),
    /** Allows messages and confirms the pay sheet. */
    pay: async () => {
      await page.getByRole('button', { name: '允许', exact: true }).click()
      await page.getByRole('button', { name: '确认支付' }).click()
    },
    keep: (name: string, full = false) => keepScreen(page, name, full),
  }
}
export type Phone = ReturnType<typeof screenOf>
