import type { Browser, FrameLocator } from 'playwright-core'
import type { TestProduct } from '../support/product'
import { DESK, keepScreen, openPage } from './browser'

/** A screen as its reader uses it: by the words that are on it. */
export const screenOf = (frame: FrameLocator) => {
  const shown = (text: string | RegExp, exact = false) =>
    frame.getByText(text, { exact }).filter({ visible: true }).first()
  const button = (name: string | RegExp) =>
    frame
      .getByRole('button', { name, exact: typeof name === 'string' && name.length < 3 })
      .filter({ visible: true })
      .first()
  return {
    frame,
    button,
    sees: (text: string | RegExp) => shown(text).waitFor(),
    tap: (text: string | RegExp) => shown(text, true).click(),
    press: (name: string | RegExp) => button(name).click(),
    follow: (name: string | RegExp) =>
      frame.getByRole('link', { name }).filter({ visible: true }).first().click(),
  }
}

/** The sandbox's page: a guide's WeCom window with the sidebar, and beside it the phone of a shopper. */
export async function openCounter(browser: Browser, product: TestProduct, guide: string, person: string) {
  const { page, faults, close } = await openPage(browser, DESK)
  await page.goto(`${product.sandbox.url}/?guide=${guide}&person=${person}`)
  const phone = screenOf(page.frameLocator('[data-testid=miniapp]'))
  const sidebar = screenOf(page.frameLocator('[data-testid=sidebar]'))
  await phone.sees('静安寺店')
  return {
    page,
    phone,
    sidebar,
    faults,
    close,
    keep: (name: string) => keepScreen(page, `buy-${name}`),
    /** Somebody else sits down at the WeCom window, and the shopper scans their code. */
    serveBy: async (name: string, shopper: string) => {
      await page.getByTestId('guide').click()
      const guides = page.getByRole('dialog', { name: '换导购' })
      await guides.getByText(name, { exact: true }).click()
      await guides.waitFor({ state: 'detached' })
      await page.getByRole('button', { name: '添加客户' }).click()
      const people = page.getByRole('dialog', { name: '添加客户' })
      await people.getByText(shopper, { exact: true }).click()
      await people.waitFor({ state: 'detached' })
    },
  }
}
export type Counter = Awaited<ReturnType<typeof openCounter>>
