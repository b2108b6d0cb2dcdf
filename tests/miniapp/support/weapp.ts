import { existsSync } from 'node:fs'
import path from 'node:path'
import { createMiniProgram } from '../harness/miniProgram'
import { screenOf } from '../harness/screen'
import type { WxWork } from '../harness/types'

const dist = path.resolve(__dirname, '../../../miniapp/dist/weapp')

/** A phone at 愚园路, Shanghai, with the compiled mini-program and a server behind it. */
export const HERE: [number, number] = [121.441, 31.222]

export const openPhone = (origin: string, works: Record<string, WxWork> = {}) => {
  if (!existsSync(path.join(dist, 'app.json')))
    throw new Error('miniapp/dist/weapp is missing: npm run build -- weapp')
  const program = createMiniProgram({
    dist,
    origin,
    works: {
      login: () => ({ code: 'code-1' }),
      getLocation: () => ({ longitude: HERE[0], latitude: HERE[1] }),
      ...works,
    },
  })
  return { program, screen: screenOf(program) }
}
