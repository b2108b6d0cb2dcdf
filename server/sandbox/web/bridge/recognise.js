// WeChat's menu over a picture pressed long: a live code of WeCom in it is recognised, and its guide can be added.
const base64Of = async (address) => {
  const blob = await (await fetch(address)).blob()
  return new Promise((done, fail) => {
    const reader = new FileReader()
    reader.onload = () => done(String(reader.result).replace(/^.*?,/, ''))
    reader.onerror = fail
    reader.readAsDataURL(blob)
  })
}
const recognise = async (address) => {
  const found = await ask('recognise', { picture: await base64Of(address) })
  if (!found.configId) return
  const agreed = await sheet({
    title: '识别图中的二维码',
    text: '添加对方为微信好友',
    facts: [['企业微信', found.names]],
    actions: [
      { label: '取消', value: false },
      { label: '添加到通讯录', main: true, value: true },
    ],
  })
  if (agreed) await ask('add', { configId: found.configId })
}
if (config.role === 'person')
  document.addEventListener('contextmenu', (event) => {
    const at = event.target instanceof Element ? event.target : document.body
    const picture = at.closest('img') ?? at.closest('taro-image-core')?.querySelector('img')
    if (!picture) return
    event.preventDefault()
    void recognise(picture.src)
  })
