/** The linter's plugin of this project: `hedian/layers` refuses an import that the table in layers.mjs does not allow. */
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { layered, layers } from './layers.mjs'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..')

function patternOf(files) {
  let seen = false
  const body = files.replace(/\/\*\*|\*|<f>|[.]/g, (part) => {
    if (part === '/**') return '(?:/.*)?'
    if (part === '*') return '[^/]+'
    if (part === '.') return '\\.'
    if (seen) return '\\k<feature>'
    seen = true
    return '(?<feature>[^/]+)'
  })
  return new RegExp(`^${body}$`)
}

const patterns = Object.entries(layers).map(([name, layer]) => ({
  name,
  patterns: layer.files.map(patternOf),
}))

/** The layer and feature of a project path, or undefined outside every layer. */
function placeOf(file) {
  const bare = file.replace(/(\.d)?\.[cm]?[jt]sx?$/, '')
  for (const { name, patterns: list } of patterns) {
    for (const pattern of list) {
      const match = pattern.exec(bare)
      if (match) return { name, feature: match.groups?.feature }
    }
  }
  return undefined
}

function allowed(from, to, isType) {
  const { may } = layers[from.name]
  if (may === 'any') return true
  return may.some((entry) => {
    const typed = entry.startsWith('type ')
    const rest = typed ? entry.slice(5) : entry
    const own = rest.startsWith('own ')
    const layer = own ? rest.slice(4) : rest
    return layer === to.name && (!typed || isType) && (!own || from.feature === to.feature)
  })
}

function packageAllowed(from, specifier, isType) {
  const { packages } = layers[from.name]
  if (packages === 'any') return true
  if (packages === 'types') return isType
  return packages.some((name) => specifier === name || specifier.startsWith(`${name}/`))
}

/** `import type …`, or braces in which every name is marked `type`. */
function isTypeOnly(node) {
  if (node.importKind === 'type' || node.exportKind === 'type') return true
  const names = node.specifiers ?? []
  return names.length > 0 && names.every((it) => it.importKind === 'type' || it.exportKind === 'type')
}

const layersRule = {
  meta: { type: 'problem', docs: { description: 'Who may import whom (config/lint/layers.mjs)' } },
  create(context) {
    const file = path.relative(root, context.filename).split(path.sep).join('/')
    if (!layered.some((folder) => file.startsWith(folder))) return {}
    const from = placeOf(file)
    if (!from) {
      return {
        Program: (node) =>
          context.report({ node, message: `${file} has no place on the map: see config/lint/layers.mjs.` }),
      }
    }

    function check(node, source, isType) {
      const specifier = source?.value
      if (typeof specifier !== 'string') return
      const refuse = (what) =>
        context.report({ node: source, message: `${layers[from.name].says}. This imports ${what}.` })
      if (!specifier.startsWith('.')) {
        if (!packageAllowed(from, specifier, isType)) refuse(`the package ${specifier}`)
        return
      }
      const target = path.posix.join(path.posix.dirname(file), specifier)
      const to = placeOf(target)
      if (!to) {
        // Outside the layered folders only data stands (package.json), which anything but a client may read.
        if (target.startsWith('..') || layered.some((folder) => target.startsWith(folder)))
          refuse(`${target}, which has no place on the map`)
        return
      }
      if (!allowed(from, to, isType)) refuse(`${target} (${to.name})${isType ? ' as a type' : ''}`)
    }

    return {
      ImportDeclaration: (node) => check(node, node.source, isTypeOnly(node)),
      ExportNamedDeclaration: (node) => check(node, node.source, isTypeOnly(node)),
      ExportAllDeclaration: (node) => check(node, node.source, isTypeOnly(node)),
      ImportExpression: (node) => check(node, node.source, false),
      TSImportType: (node) => check(node, node.source ?? node.argument, true),
      CallExpression: (node) => {
        if (node.callee.type === 'Identifier' && node.callee.name === 'require')
          check(node, node.arguments[0], false)
      },
    }
  },
}

export default { meta: { name: 'hedian' }, rules: { layers: layersRule } }
