import { createRoot } from 'react-dom/client'
import { signInAgainWhenRefused } from '../api/signIn'
import '../ui/tokens.css'
import '../ui/base.css'
import './sidebar.css'
import './cards/cards.css'
import '../desk/desk.css'
import '../desk/redeem.css'
import '../desk/sheet.css'
import '../desk/supply/supply.css'
import '../desk/booking/booking.css'
import '../desk/event/event.css'
import '../desk/chain/chain.css'
import '../desk/takeover/takeover.css'
import '../desk/mass/mass.css'
import '../desk/moment/moment.css'
import '../desk/exercise/exercise.css'
import './group/group.css'
import '../followUps/followUps.css'
import './glance/glance.css'
import { askAhead } from './ahead'
import { App } from './App'

signInAgainWhenRefused()
void askAhead()
const root = document.getElementById('root')
if (root) createRoot(root).render(<App />)
