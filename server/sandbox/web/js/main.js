import { phone } from './phone.js'
import { emit, get, listen, on, refresh, store } from './store.js'
import { topbar } from './topbar.js'
import { wecom } from './wecom.js'

const wanted = new URLSearchParams(location.search)

async function start() {
  // The product trusts one name of this machine; `localhost` would be another origin.
  if (location.hostname === 'localhost') {
    location.hostname = '127.0.0.1'
    return
  }
  await refresh()
  const { state } = store
  const known = (userid) => state.guides.some((guide) => guide.userid === userid)
  store.guide = [wanted.get('guide'), localStorage.getItem('guide'), state.currentGuide].find(known)
  const { chats, open } = await get(`chats?userid=${store.guide}`)
  const { persons } = await get('persons')
  const asked = wanted.get('person')
  store.chat = [asked, open].find((id) => chats.some((chat) => chat.personId === id)) ?? chats[0]?.personId
  store.person = asked ?? store.chat ?? persons[0]?.personId
  topbar(document.querySelector('#topbar'))
  wecom(document.querySelector('#wecom'))
  phone(document.querySelector('#phone'))
  listen()
}

on('reset', () => location.reload())
on('guide', () => localStorage.setItem('guide', store.guide))
start().catch((error) => {
  document.querySelector('.stage').textContent = `沙盒没有回应：${error.message}，刷新再试`
  emit('broken')
})
