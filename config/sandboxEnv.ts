/**
 * The credentials under which the platform sandbox knows the product: the same in start, tests and bench.
 * Production refuses every one of them (config/env.ts).
 */
export function sandboxEnv({ sandboxUrl }: { sandboxUrl: string }): Record<string, string> {
  return {
    PLATFORM: 'sandbox',
    DATA_KEYS: 'sandbox:sandboxDataKeyNotForProductionUseAAAAAAAAAA=',
    DATA_INDEX_KEY: 'sandboxIndexKeyNotForProductionUseAAAAAAAAA=',
    MACHINE_KEYS: 'erp:sandbox-machine-key',
    WX_API_BASE: sandboxUrl,
    WX_APPID: 'wx00000000000000a1',
    WX_SECRET: 'sandbox-wx-secret',
    WECOM_API_BASE: sandboxUrl,
    WECOM_OAUTH_URL: `${sandboxUrl}/connect/oauth2/authorize`,
    WECOM_CORPID: 'ww0000000000000001',
    WECOM_AGENTID: '1000002',
    WECOM_SECRET: 'sandbox-wecom-secret',
    WECOM_TOKEN: 'sandboxToken',
    WECOM_AES_KEY: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
  }
}
