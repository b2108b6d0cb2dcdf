/** The key of the merchant the sandbox knows; made for it, in no use anywhere. */
const merchantKey = `-----BEGIN PRIVATE KEY-----
MIIEvwIBADANBgkqhkiG9w0BAQEFAASCBKkwggSlAgEAAoIBAQDFE5/hkIJqe3yu
urOAsEFV6L2UZPDpHjqx2RazxsMyfEROMUunBJwmeDztuXUGS/phI7dwXQdJiAOV
LkprFwPeJXXb/sIQlbipmwDonIBVZwADxsmCQHWBRv2v/XHOTe2MGJ7pj78ZLYsr
sGwJ45R3qiZ9+QJ7ccAxwpSFEM3WfJfkePtSJ5mzXzW8bmmr5Tf6N1EOGq9/fVQQ
nrnqJRvQ74TSHLfa6Q9DFWerGPQD/SyFUu10lIsNAU0yNy8ML9nb7lBN6WK0huXO
g1URHjtxVyhizWew+pJYOauXNuWAzMulyAG5s7GR8FiqLf6mFl0YLPPvl53Jp6Oo
WqXfVlm3AgMBAAECggEAVk1rQPCzI+VS6wOIkwzcd74VszPnCfc6deKe3fhnR6cC
lIli20+aAAC8kdAazrib+0kUTkj25X0CMKSWY0IvZ+tYqw/rtS6TsPZXlgXe70dN
StoVKYyHyKapdpXS7ijTI3wurxJLeb+nh+jYzxXR0Pt6osTWkO913nSa7JC4yzl8
O4fCP+TBUlX91Jk1RnwSOhygSX3L8GZapV8An6WaysnqKywBAMHd+ytKj9THjObO
/6W0jt6E1Hu97IJ39wGtABpHyV+CTWxf9+evaKekxx5Lqzao9XVUvhsaekC4fAD8
c3urUxEvjeIE2pvUUnfaxbrZka04o7ps7JjAPekXRQKBgQDzsE43B4AxCqcn9koy
FL5feLIuHtRxXkkDcnHncu7gvQDRf9g1H9JlnzSzGLgJc/PWhZ/wygGsykOXHh85
ylS/YXfNvphoEJNyQRea5ORG0wvogXohNplJ+9kuZktYJt8VT3/mBlf+nrc5q5B1
uBVDmWgOlZ7B2wxqE2s070UTnQKBgQDPCHjxmXd5pp/aMXU1Ir4Qm1O1BEfAND74
Ls2LA9fAITit02tDGh1XdIu0V96AkaXVg+sy91tEmZulgwPTZsv/UH8HlATc7a/M
aT+vspezd/o0RCf4t30LXuzJaNHx9CR8a24RrUd0NwqWc0dT+ArNa4p7AuECNVLb
AK26lZ2UYwKBgQCDII6l29pmCUZzIXtBQZpDA05VtO855bNCMJYMJfNWaT2EfdeY
lnv/hNC1wopdQ9Ck0ZiD2B9YnCoMqf/BeBdsOAVgZ7vY23qL02zhQ2N2nN/eh7Vx
I9EOV3/BEPhgAeKus+2tmCJHd54+YQxF2/1NN8IffvFDfRxMBBD/FfVEnQKBgQCF
UGZY5MK7ciEzJm/b9HBBT1P6lzQAv2Pg+npezu2qCXpu7FoAjptgSmr/iSl8zszj
jZvxaLi7ltJUJOZcxbAMyu/RmG39OYzfatKYt77Z0SMrbsvya2042jpNg5LVY6nu
+FqbRWJiomLN+JNwraN/HYXBqlvryRx+a5RzNo6PEwKBgQC6rxAuK4f8UZvlD7Ju
8iR+5LWXAwN/gKkVRiICrRwX3iszeXQm2A/Fu330E9RVWlF3begKE2hdihGbnySb
gJiL01gyqDjwKoQLFJ2yazj50GodifkD4IRB9JGPys/rmu7GiZZ9VhhVBkipEosW
baBTXEgN3ZsO6g0/037qOtXabg==
-----END PRIVATE KEY-----`

/** The platform's public key in the sandbox; its private half is in server/sandbox/payKeys.ts. */
const platformPublicKey = `-----BEGIN PUBLIC KEY-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAqWalyl3hD4ROhlMbu3Sa
68saOyATpEo4nkmTjo8L6qlgAP2sd3fL6HCfCtVIMRiTBaP9fx7OfFdENty092J4
IPUYAPdgG1LnFp/ZXLcFrk49GB/V2SAeU+Z7zSBOb4juSnpNXCdYWW+1Gr6mgkEx
Ufb/8zy6F05NUhKnUNwwB4JiLuHS4Lc0NS1No/+MpXfr1tU/ic2pAPiCrG1fERMr
GbeGrsMHgHOy3MOTOyg/WbWbDEslHAUeOAma93S6p56IYEo9AT4AmAe3APlbuY/a
zWSQYE+5OpjDQCN6FbxXOeDDVrNxSme9RIBFf1+gcaQ11mA7DOzfxIvrtIobOoxK
+QIDAQAB
-----END PUBLIC KEY-----`

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
    WX_TEMPLATES: [
      'pickup',
      'reminder',
      'refund',
      'shipped',
      'restock',
      'balance',
      'booking',
      'coupon',
      'teamFormed',
      'teamFailed',
    ]
      .map((kind) => `${kind}:${`sandbox-template-${kind}-`.padEnd(43, '0')}`)
      .join(','),
    WECOM_API_BASE: sandboxUrl,
    WECOM_OAUTH_URL: `${sandboxUrl}/connect/oauth2/authorize`,
    WECOM_CORPID: 'ww0000000000000001',
    WECOM_AGENTID: '1000002',
    WECOM_SECRET: 'sandbox-wecom-secret',
    WECOM_TOKEN: 'sandboxToken',
    WECOM_AES_KEY: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
    WECOM_CLOSED_TAG_GROUPS: '系统',
    WECOM_SINGLE_TAG_GROUPS: '肤质',
    WXPAY_API_BASE: sandboxUrl,
    WXPAY_MCHID: '1600000001',
    WXPAY_SERIAL: '5A4DB0C5A4DB0C5A4DB0C5A4DB0C5A4DB0C5A0FF',
    WXPAY_PRIVATE_KEY: merchantKey,
    WXPAY_API_V3_KEY: 'sandboxApiV3KeyNotForProduction0',
    WXPAY_PUBLIC_KEY_ID: 'PUB_KEY_ID_0116000000012026112300000000000001',
    WXPAY_PUBLIC_KEY: platformPublicKey,
    SMS_API_BASE: sandboxUrl,
    SMS_API_KEY: 'sandbox-sms-key',
    CARRIERS_API_BASE: sandboxUrl,
    CARRIERS_API_KEY: 'sandbox-carriers-key',
  }
}
