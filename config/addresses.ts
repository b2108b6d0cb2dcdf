import type { Engines } from './engines/startEngines'
import type { StartOptions } from './startOptions'

export interface Addresses {
  shopper: string
  sidebar: string
  console: string
  api: string
  openapi: string
  docs: string
  health: string
  sandbox: string
  engines: { mongodb: { uri: string; taken: string }; redis: { url: string; taken: string } }
}

export interface Origins {
  web: string
  sandbox: string
  webview: string
}

export const originsOf = ({ port, sandboxPort, webviewPort }: StartOptions): Origins => ({
  web: `http://127.0.0.1:${port}`,
  sandbox: `http://127.0.0.1:${sandboxPort}`,
  webview: `http://127.0.0.1:${webviewPort}`,
})

/** Where people and scripts find the running chain. */
export const addressesOf = ({ web, sandbox, webview }: Origins, { mongodb, redis }: Engines): Addresses => ({
  shopper: `${webview}/`,
  sidebar: `${sandbox}/`,
  // As somebody of headquarters; a sandbox's WeCom signs in whom the page names.
  console: `${webview}/console/?as=hejing`,
  api: `${web}/api`,
  openapi: `${web}/openapi.json`,
  docs: `${web}/docs`,
  health: `${web}/healthz`,
  sandbox: `${sandbox}/`,
  engines: { mongodb, redis },
})

/** The addresses for a person, one per line. */
export function addressTable({ shopper, sidebar, console, api, docs, health }: Addresses): string {
  const rows = [
    ['Shopper (H5)', shopper],
    ["Guide's sidebar in WeCom", sidebar],
    ['Console', console],
    ['API', api],
    ['API documentation', docs],
    ['Health', health],
  ] as const
  return rows.map(([label, address]) => `  ${label.padEnd(26)}${address}`).join('\n')
}
