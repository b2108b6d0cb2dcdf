import { createRoot } from 'react-dom/client'
import { takeSeat } from '../api/seat'
import { signInAgainWhenRefused } from '../api/signIn'
import '../ui/tokens.css'
import '../ui/base.css'
import './console.css'
import './edit/edit.css'
import './phone/phone.css'
import './goods/goods.css'
import './calendar/calendar.css'
import './coupons/coupons.css'
import './channelCodes/channelCodes.css'
import { App } from './App'

takeSeat('operator')
signInAgainWhenRefused()
const root = document.getElementById('root')
if (root) createRoot(root).render(<App />)
