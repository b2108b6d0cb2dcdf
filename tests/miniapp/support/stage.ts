import { platformModule, taroModule } from './taro'

/*
 * Puts the phone of `./taro` under the mini-program's own modules: WeChat's components, Taro and the platform. Modules that
 * need these as they load are asked for after this one, by `jest.requireActual`.
 */
jest.mock('@tarojs/components', () => jest.requireActual<object>('./components'))
jest.mock('@tarojs/taro', () => taroModule())
jest.mock('../../../miniapp/src/platform', () => platformModule(), { virtual: true })
Object.assign(globalThis, { __API_BASE__: 'http://shop.test/api' })
