import { createRoot } from 'react-dom/client'
import { signInAgainWhenRefused } from '../api/signIn'
import '../ui/tokens.css'
import '../ui/base.css'
import './console.css'
import { App } from './App'

signInAgainWhenRefused()
const root = document.getElementById('root')
if (root) createRoot(root).render(<App />)
