// QR codes on the phone's screen, so that a guide's scanner finds them: a page marks a code with `data-qr`, its text.
const codesInView = () =>
  [...document.querySelectorAll('[data-qr]')]
    .filter((code) => code.getClientRects().length > 0)
    .map((code) => ({ name: code.getAttribute('aria-label') ?? '二维码', text: code.dataset.qr }))

const watchCodes = () => {
  let told
  const tell = () => {
    const codes = codesInView()
    const said = JSON.stringify(codes)
    if (said === told) return
    told = said
    ask('codes', { codes }).catch(() => (told = undefined))
  }
  new MutationObserver(tell).observe(document, { subtree: true, childList: true, attributes: true })
}
if (config.role === 'person') watchCodes()
