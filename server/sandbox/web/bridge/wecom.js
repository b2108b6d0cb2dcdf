// WeCom's native bridge under the real @wecom/jssdk (platform-apis 4.4). Strict: an API answers only when a
// signature for this very URL was verified for it, and the call carries that signature.
const MIN_VERSION = {
  getContext: '3.0.24',
  getCurExternalContact: '2.5.8',
  getCurExternalChat: '2.8.17',
  sendChatMessage: '2.8.10',
  openUserProfile: '2.4.20',
}
const FREE = new Set([
  'agentConfig',
  'preVerifyJSAPI',
  'checkJsApi',
  'closeWindow',
  'hideOptionMenu',
  'showOptionMenu',
])

const older = (version, least) => {
  const [have, need] = [version, least].map((text) => text.split('.').map(Number))
  for (const [index, part] of need.entries())
    if ((have[index] ?? 0) !== part) return (have[index] ?? 0) < part
  return false
}

const installWecom = () => {
  const agent = `${navigator.userAgent} wxwork/${config.version} MicroMessenger/7.0.1 Language/zh`
  Object.defineProperty(navigator, 'userAgent', { get: () => agent, configurable: true })

  const here = () => location.href.split('#')[0]
  const verified = new Map()
  const allowed = (name, params) => {
    const grant = verified.get(params.verifySignature)
    return Boolean(grant && grant.url === here() && grant.names.has(name))
  }
  const verify = async (call, kind, names, claim) => {
    const url = here()
    const answer = await ask('verify', { kind, url, ...claim })
    if (answer.fail) return { err_msg: `${call}:fail ${answer.fail}` }
    verified.set(claim.signature, { url, names: new Set(names) })
    return { checkResult: Object.fromEntries(names.map((name) => [name, name in handlers])) }
  }
  const context = () => ask('context')
  const without = (name) => ({ err_msg: `${name}:fail without context of external contact` })

  const handlers = {
    agentConfig: (p) =>
      verify('agentConfig', 'agent', p.jsApiList ?? [], {
        corpId: p.corpid,
        agentId: p.agentid,
        timestamp: p.timestamp,
        nonceStr: p.nonceStr,
        signature: p.signature,
      }),
    preVerifyJSAPI: (p) =>
      verify('preVerifyJSAPI', 'corp', p.verifyJsApiList ?? [], {
        corpId: p.verifyAppId,
        timestamp: p.verifyTimestamp,
        nonceStr: p.verifyNonceStr,
        signature: p.verifySignature,
      }),
    getContext: async () => ({ entry: (await context()).entry, shareTicket: '' }),
    getCurExternalContact: async () => {
      const { externalUserId } = await context()
      return externalUserId ? { userId: externalUserId } : without('getCurExternalContact')
    },
    getCurExternalChat: async () => {
      const { chatId } = await context()
      return chatId ? { chatId } : without('getCurExternalChat')
    },
    sendChatMessage: async (p) => {
      if ((await context()).onSend === 'cancel') return { err_msg: 'sendChatMessage:cancel' }
      const { verifySignature: _, ...message } = p
      const { fail } = await ask('send', { message })
      await note(`sendChatMessage:${fail ? `fail ${fail}` : 'ok'}`)
      return fail ? { err_msg: `sendChatMessage:fail ${fail}` } : {}
    },
    openUserProfile: async (p) => {
      await note(`openUserProfile ${p.userid}`, 'profile', { type: p.type, userid: p.userid })
      return {}
    },
    scanQRCode: async () => {
      const result = await scanSheet()
      return result === undefined ? { err_msg: 'scanQRCode:cancel' } : { resultStr: result, resultType: 'qr' }
    },
    imagePreview: async (p) => {
      await sheet({
        title: '图片',
        image: p.current ?? p.urls?.[0],
        actions: [{ label: '关闭', main: true }],
      })
      return {}
    },
    closeWindow: async () => {
      await note('closeWindow', 'closeSidebar')
      return {}
    },
    navigateToAddCustomer: () => ({}),
    setClipboardData: (p) =>
      navigator.clipboard?.writeText(p.data).then(
        () => ({}),
        () => ({}),
      ) ?? {},
    openDefaultBrowser: (p) => (window.open(p.url, '_blank', 'noopener'), {}),
    hideOptionMenu: () => ({}),
    showOptionMenu: () => ({}),
    checkJsApi: (p) => ({
      checkResult: JSON.stringify(
        Object.fromEntries((p.jsApiList ?? []).map((name) => [name, name in handlers])),
      ),
    }),
  }

  const run = async (name, params) => {
    const handler = Object.hasOwn(handlers, name) ? handlers[name] : undefined
    if (!handler || (MIN_VERSION[name] && older(config.version, MIN_VERSION[name])))
      return { err_msg: `${name}:function_not_exist` }
    if (!FREE.has(name)) {
      if (!allowed(name, params)) return { err_msg: `${name}:no permission to execute`, err_code: -1 }
      if ((await context()).denied.includes(name)) return { err_msg: `${name}:access denied`, err_code: -1 }
    }
    return handler(params)
  }

  let lastRefusal
  window.WeixinJSBridge = {
    invoke(name, params = {}, callback = () => {}) {
      run(name, params)
        .catch(() => ({ err_msg: `${name}:fail system error` }))
        .then((result) => {
          // The page may ask every few seconds: a refusal is worth one line, not one each time.
          const refused = /:(no|access|fail|function)/.test(result.err_msg ?? '') && result.err_msg
          if (refused && refused !== lastRefusal) note(refused)
          lastRefusal = refused
          callback({ err_msg: `${name}:ok`, ...result })
        })
    },
    on() {},
    call() {},
    log() {},
  }
  document.dispatchEvent(new Event('WeixinJSBridgeReady'))
}
if (config.role === 'guide') installWecom()
