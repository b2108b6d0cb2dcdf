import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { Log } from '../progress'
import { findProgram, run } from '../run'

/** Whether Debian (or a child of it) can be asked for packages: root and apt-get. */
export const canApt = () => process.getuid?.() === 0 && findProgram('apt-get') !== undefined

/** Whether this is Debian itself, whose mirrors also carry the newer suites. */
export const isDebian = () =>
  existsSync('/etc/os-release') && /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'))

const policy = '/usr/sbin/policy-rc.d'

/** Installs Debian packages without starting any service they bring. */
export async function aptInstall(packages: string[], log: Log): Promise<void> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const wait = ['-o', 'DPkg::Lock::Timeout=300']
  await log.step(`installing ${packages.join(', ')}`, async () => {
    await run('apt-get', [...wait, 'update', '-q'], { env, failure: 'apt-get update failed' })
    const ownPolicy = !existsSync(policy)
    if (ownPolicy) writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 })
    try {
      await run('apt-get', [...wait, 'install', '-y', '-q', '--no-install-recommends', ...packages], {
        env,
        failure: `installing ${packages.join(', ')} failed`,
      })
    } finally {
      if (ownPolicy) rmSync(policy, { force: true })
    }
  })
}
