import { execFileSync } from 'node:child_process'

/** Parent and program name of a process; undefined when it is gone. */
function look(pid) {
  try {
    const [parent, ...name] = execFileSync('ps', ['-o', 'ppid=,comm=', '-p', String(pid)], {
      encoding: 'utf8',
    })
      .trim()
      .split(/\s+/)
    return { parent: Number(parent), name: name.join(' ') }
  } catch {
    return undefined
  }
}

/**
 * Calls `onGone` when the npm that runs this script was killed: it cannot tell, but its child then gets
 * another parent. The child is this process, or the shell npm started it with.
 */
export function watchNpm(onGone) {
  const parent = process.ppid
  const shell = look(parent)
  const isShell = shell && /(^|\/)(ba|da|z)?sh$/.test(shell.name)
  const isGone = () => process.ppid !== parent || (isShell && look(parent)?.parent !== shell.parent)
  const timer = setInterval(() => {
    if (!isGone()) return
    clearInterval(timer)
    onGone()
  }, 2000)
  timer.unref()
}
