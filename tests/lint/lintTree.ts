import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'

const root = path.resolve(__dirname, '../..')

export interface Finding {
  file: string
  line: number
  /** As `plugin(rule)`. */
  rule: string
  message: string
}

interface Report {
  diagnostics: {
    code?: string
    filename: string
    message: string
    labels: { span: { line: number } }[]
  }[]
}

/** Lints files laid out like the project, by path, with the project's own rules and command. */
export function lintTree(files: Record<string, string>): { status: number | null; findings: Finding[] } {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'hedian-lint-'))
  try {
    cpSync(path.join(root, 'config/lint'), path.join(folder, 'config/lint'), { recursive: true })
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
      writeFileSync(path.join(folder, file), text)
    }
    const [tool = '', ...args] = lintCommand()
    const { status, stdout, stderr } = spawnSync(
      path.join(root, 'node_modules/.bin', tool),
      [...args, '-f', 'json'],
      { cwd: folder, encoding: 'utf8' },
    )
    if (!stdout.startsWith('{')) throw new Error(`the linter did not run: ${stdout}${stderr}`)
    const { diagnostics } = JSON.parse(stdout) as Report
    const findings = diagnostics.map((it) => ({
      file: it.filename.split(path.sep).join('/'),
      line: it.labels[0]?.span.line ?? 0,
      rule: it.code ?? '',
      message: it.message,
    }))
    return { status, findings }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** What `npm run lint` runs. */
function lintCommand(): string[] {
  const { scripts } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    scripts: { lint: string }
  }
  return scripts.lint.split(' ')
}
