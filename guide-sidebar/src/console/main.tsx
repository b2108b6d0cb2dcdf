import { createRoot } from 'react-dom/client'
import '../ui/tokens.css'
import '../ui/base.css'
import './console.css'
import { App } from './App'

const root = document.getElementById('root')
if (root) createRoot(root).render(<App />)
