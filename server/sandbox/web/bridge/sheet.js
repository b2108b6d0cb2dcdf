// Sheets that the client lays over a page: consent, payment, map, scanner, picture.
const SHEET_CSS = `
:host{position:fixed;inset:0;z-index:2147483647;font:400 15px/24px "PingFang SC","Noto Sans CJK SC",system-ui,sans-serif;color:#1F2421}
*{box-sizing:border-box;margin:0}
.veil{position:absolute;inset:0;background:rgba(0,0,0,.5)}
.box{position:absolute;left:0;right:0;bottom:0;max-width:480px;margin:0 auto;max-height:88%;overflow:auto;background:#fff;border-radius:16px 16px 0 0;padding:20px 20px 28px;animation:up .18s ease-out}
@keyframes up{from{transform:translateY(24px);opacity:0}}
h2{font:600 17px/24px inherit;font-size:17px;font-weight:600}
p{color:#565F59;font-size:13px;line-height:20px;margin-top:4px}
.rows{margin-top:12px;border-top:1px solid #E6E9E4}
.row{display:block;width:100%;min-height:48px;padding:10px 0;border:0;border-bottom:1px solid #E6E9E4;background:none;font:inherit;color:inherit;text-align:left;cursor:pointer}
.row small{display:block;color:#565F59;font-size:11px;line-height:16px;word-break:break-all}
input{width:100%;height:44px;margin-top:12px;padding:0 12px;border:1px solid #D5DAD4;border-radius:10px;font:inherit}
.map{height:168px;margin-top:12px;border-radius:12px;display:block;width:100%;background:#EEF1EA}
.acts{display:flex;gap:12px;margin-top:20px}
.acts button{flex:1;height:44px;border:0;border-radius:10px;background:#EFF1ED;font:inherit;font-weight:500;color:#1F2421;cursor:pointer}
.acts button.main{background:#07A35A;color:#fff}
.amount{margin:12px 0 16px;text-align:center;font-size:40px;line-height:48px;font-weight:600;font-variant-numeric:tabular-nums}
.fact{display:flex;justify-content:space-between;gap:16px;padding:12px 0;border-top:1px solid #E6E9E4;font-size:13px;line-height:20px}
p+.fact{margin-top:12px}
.fact span{flex:none;color:#565F59}
.fact b{font-weight:500;text-align:right}
img{max-width:100%;display:block;margin:0 auto;border-radius:8px}
`

const MAP = `<svg class="map" viewBox="0 0 335 168" aria-hidden="true"><g stroke="#fff" stroke-width="9" fill="none"><path d="M-5 44C80 36 180 62 340 40M-5 118c90-16 210 12 345-8M64-5c10 60-8 120 6 180M196-5c-8 70 10 110-4 180M284-5v180"/></g><path d="M-5 150c70-22 130-4 200-14s100-6 145-20v60H-5z" fill="#D3E4EE"/><path d="M86 58h88v40H86z" fill="#E0EAD8"/><g transform="translate(167 84)"><path d="M0 0c-13-15-19-23-19-33a19 19 0 0 1 38 0C19-23 13-15 0 0z" fill="#C73E0A"/><circle cy="-33" r="7" fill="#fff"/></g></svg>`

/** Shows a sheet; resolves with the value of what was tapped, or undefined when it was dismissed. */
const sheet = ({ title, text, amount, facts = [], rows = [], input, actions = [], map, image }) =>
  new Promise((done) => {
    const host = document.createElement('div')
    host.dataset.testid = 'client-sheet'
    const root = host.attachShadow({ mode: 'open' })
    const style = new CSSStyleSheet()
    style.replaceSync(SHEET_CSS)
    root.adoptedStyleSheets = [style]
    const add = (parent, tag, className, content) => {
      const node = parent.appendChild(document.createElement(tag))
      node.className = className
      if (content !== undefined) node.textContent = content
      return node
    }
    const close = (value) => {
      host.remove()
      done(value)
    }
    add(root, 'div', 'veil').onclick = () => close(undefined)
    const box = add(root, 'div', 'box')
    box.setAttribute('role', 'dialog')
    box.setAttribute('aria-label', title)
    add(box, 'h2', '', title)
    if (text) add(box, 'p', '', text)
    if (amount) add(box, 'div', 'amount', amount)
    for (const [name, value] of facts) {
      const line = add(box, 'div', 'fact')
      add(line, 'span', '', name)
      add(line, 'b', '', value)
    }
    if (map) box.appendChild(new DOMParser().parseFromString(MAP, 'text/html').body.firstChild)
    if (image) add(box, 'img', '').src = image
    let field
    if (input) {
      field = add(box, 'input', '')
      field.placeholder = input
      field.onkeydown = (event) => event.key === 'Enter' && field.value && close(field.value)
    }
    if (rows.length > 0) {
      const list = add(box, 'div', 'rows')
      for (const row of rows) {
        const button = add(list, 'button', 'row', row.label)
        if (row.note) add(button, 'small', '', row.note)
        button.onclick = () => close(row.value)
      }
    }
    const acts = add(box, 'div', 'acts')
    for (const action of actions) {
      const button = add(acts, 'button', action.main ? 'main' : '', action.label)
      button.onclick = () => close(action.fromInput ? field?.value || undefined : action.value)
    }
    ;(document.body ?? document.documentElement).appendChild(host)
    field?.focus()
  })

/** The scanner: what was laid before the camera, else a choice of codes made so far or typed text. */
const scanSheet = async () => {
  const { result, choices = [] } = await ask('scan')
  if (result !== undefined) return result
  return sheet({
    title: '扫一扫',
    text: '选一张眼前的码，或输入码里的内容',
    input: '码的内容，例如 8 位数字',
    rows: choices.map((code) => ({ label: code.scene, note: code.page, value: code.url })),
    actions: [
      { label: '取消', value: undefined },
      { label: '确定', main: true, fromInput: true },
    ],
  })
}
