import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

function installedVersion(root, name) {
  try {
    return JSON.parse(readFileSync(path.join(root, 'node_modules', name, 'package.json'), 'utf8')).version
  } catch {
    return undefined
  }
}

/** Whether an installed version is what package.json asks for: exactly, or within the range once npm's own semver can tell. */
function satisfies(root, installed, wanted) {
  if (/^\d/.test(wanted)) return installed === wanted
  try {
    return createRequire(path.join(root, 'package.json'))('semver').satisfies(installed, wanted)
  } catch {
    return true
  }
}

/** Names of direct dependencies that are absent or of another version than package.json says. */
export function missingDependencies(root, packageJson) {
  const wanted = { ...packageJson.dependencies, ...packageJson.devDependencies }
  return Object.entries(wanted)
    .filter(([name, range]) => {
      const installed = installedVersion(root, name)
      return installed === undefined || !satisfies(root, installed, range)
    })
    .map(([name]) => name)
}

/** Installs what the lock file says; gives one sentence when it fails. */
export function installDependencies(root, missing) {
  const since = Date.now()
  const elapsed = () => `${Math.round((Date.now() - since) / 1000)} s`
  process.stdout.write(`  installing dependencies (${missing.length} missing or of another version) …\n`)
  const alive = setInterval(() => process.stdout.write(`  installing dependencies … ${elapsed()}\n`), 10_000)
  // Not `npm ci`: it refuses a lock that lacks other platforms' optional binaries; install uses the same pinned versions.
  const npm = spawn('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe'],
    shell: process.platform === 'win32',
  })
  let words = ''
  npm.stderr.on('data', (chunk) => (words = (words + chunk).slice(-2000)))
  return new Promise((resolve) => {
    const end = (failure) => {
      clearInterval(alive)
      if (!failure) process.stdout.write(`  installing dependencies: done in ${elapsed()}\n`)
      resolve(failure)
    }
    npm.on('error', (error) => end(`Dependencies could not be installed: npm cannot run (${error.message}).`))
    npm.on('close', (code) =>
      end(
        code === 0
          ? undefined
          : `Dependencies could not be installed: ${words.trim() || `npm ended with code ${code}`}`,
      ),
    )
  })
}
