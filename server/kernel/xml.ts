import { XMLParser } from 'fast-xml-parser'

const parser = new XMLParser({ parseTagValue: false, trimValues: true, processEntities: false })

/** The children of a platform message's `<xml>` element; values stay text. Undefined when it is not such a message. */
export function readXml(text: string): Record<string, unknown> | undefined {
  try {
    const { xml } = parser.parse(text) as { xml?: unknown }
    return typeof xml === 'object' && xml !== null ? (xml as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}
