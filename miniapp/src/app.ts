import { useLaunch } from '@tarojs/taro'
import type { PropsWithChildren } from 'react'
import { enterByLink } from './sharing/enter'
import { enterByScene, sceneOfAddress } from './stores/entry'
import { locateAtLaunch } from './stores/place'
import './app.scss'

const App = ({ children }: PropsWithChildren) => {
  useLaunch(({ query }) => {
    const address = process.env.TARO_ENV === 'h5' ? sceneOfAddress(window.location.search) : undefined
    void enterByScene((query?.scene as string | undefined) ?? address)
    enterByLink(query?.q as string | undefined)
    locateAtLaunch()
  })
  return children
}

export default App
