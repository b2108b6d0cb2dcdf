/**
 * The switches that are set, checked: `true` or `"1"` would count down for ever.
 * @throws an error of status 400 that names a switch that is unknown, or whose value is no whole number
 */
export function switchesOf<S extends Record<string, number>>(known: S, given: object): Partial<S> {
  for (const [name, value] of Object.entries(given)) {
    if (!(name in known)) throw refusal(`unknown switch ${name}; there are ${Object.keys(known).join(', ')}`)
    if (!Number.isSafeInteger(value))
      throw refusal(`${name} must be a whole number, not ${JSON.stringify(value)}`)
  }
  return given as Partial<S>
}
const refusal = (text: string) => Object.assign(new Error(text), { status: 400 })
