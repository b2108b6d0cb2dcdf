import { State } from '../ui/State'
import { chain } from '../ui/chain'

export const App = () => <State icon="layout-dashboard" title={`${chain.name} · 控制台`} />
