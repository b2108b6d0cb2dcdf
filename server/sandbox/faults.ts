/** One misbehaviour that a person or a test asked for. */
export type Fault = {
  id: string
  /** `platform` = the simulated APIs, `webview` = the way of the pages to the product. */
  target: 'platform' | 'webview'
  /** Start of the path, e.g. `/cgi-bin/externalcontact/`; `*` = all. */
  endpoint: string
  errcode?: number
  http?: number
  /** A refusal of WeChat Pay, such as `SYSTEM_ERROR`. */
  code?: string
  delayMs?: number
  /** The connection breaks off without an answer. */
  drop?: boolean
  /** The same after the platform has done what was asked (WeChat Pay). */
  dropAnswer?: boolean
  /** The answer is signed by somebody else (WeChat Pay). */
  forge?: boolean
  /** Half of the body arrives. */
  truncate?: boolean
  /** errmsg loses its usual shape. */
  malformed?: boolean
  /** How many more calls it hits; -1 = until removed. */
  times: number
}

/** The faults in force; the first that matches a call is taken. */
export function createFaults() {
  let faults: Fault[] = []
  let serial = 0
  return {
    add(fault: Partial<Fault> & { endpoint: string }): Fault {
      const added: Fault = { target: 'platform', times: 1, ...fault, id: fault.id ?? `flt_${(serial += 1)}` }
      faults = [...faults.filter((other) => other.id !== added.id), added]
      return added
    },
    remove(id: string) {
      faults = faults.filter((fault) => fault.id !== id)
    },
    list: () => faults,
    take(target: Fault['target'], path: string): Fault | undefined {
      const hit = faults.find(
        (fault) => fault.target === target && (fault.endpoint === '*' || path.startsWith(fault.endpoint)),
      )
      if (hit && hit.times > 0) {
        hit.times -= 1
        if (hit.times === 0) faults = faults.filter((fault) => fault !== hit)
      }
      return hit
    },
    reset() {
      faults = []
    },
  }
}
