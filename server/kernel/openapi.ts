import { z } from 'zod'
import type { Audience, Contract, Refusal, Route } from './contract'
import { commonErrors } from './errors'
import { splitKey, type Feature } from './router'

type Json = Record<string, unknown>

const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Json
  return rest
}

function parameters(route: Route): Json[] {
  const part = (schema: z.ZodObject | undefined, where: 'path' | 'query'): Json[] => {
    if (!schema) return []
    const { properties = {}, required = [] } = schemaOf(schema, 'input') as {
      properties?: Record<string, Json>
      required?: string[]
    }
    return Object.entries(properties).map(([name, shape]) => ({
      name,
      in: where,
      required: where === 'path' || required.includes(name),
      schema: shape,
    }))
  }
  return [...part(route.params, 'path'), ...part(route.query, 'query')]
}

const audiencesOf = ({ auth }: Route): readonly Audience[] => (typeof auth === 'string' ? [auth] : auth)

/** An empty requirement among others says that a session may be left out. */
const securityOf = (who: readonly Audience[]): Json[] => {
  if (!who.includes('public')) return [{ bearer: [] }]
  return who.length > 1 ? [{}, { bearer: [] }] : []
}

function refusals(contract: Contract, route: Route): Record<string, Json> {
  const codes: [string, Refusal][] = [['request_invalid', commonErrors.request_invalid]]
  if (route.auth !== 'public') codes.push(['sign_in_required', commonErrors.sign_in_required])
  if (!audiencesOf(route).includes('public')) codes.push(['not_allowed', commonErrors.not_allowed])
  codes.push(['too_many_requests', commonErrors.too_many_requests])
  for (const code of route.errors ?? []) {
    const refusal = contract.errors[code]
    if (refusal) codes.push([code, refusal])
  }
  const byStatus: Record<string, Json> = {}
  for (const [code, { status, text }] of codes) {
    const before = byStatus[status]?.description
    byStatus[status] = {
      description: [before, `\`${code}\` ${text}`].filter(Boolean).join('\n\n'),
      content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
    }
  }
  return byStatus
}

function operation(contract: Contract, key: string, route: Route): Json {
  const who = audiencesOf(route)
  const request = route.body
    ? { content: { 'application/json': { schema: schemaOf(route.body, 'input') } }, required: true }
    : route.rawBody && {
        content: Object.fromEntries(route.rawBody.types.map((it) => [it, { schema: { type: 'string' } }])),
        required: true,
      }
  const answer = route.produces
    ? { 200: { description: 'OK', content: { [route.produces]: {} } } }
    : route.response
      ? {
          200: {
            description: 'OK',
            content: { 'application/json': { schema: schemaOf(route.response, 'output') } },
          },
        }
      : { 204: { description: 'Done' } }
  return {
    operationId: key.replace(/[^A-Za-z0-9]+/g, '_').replace(/_$/, ''),
    tags: [contract.tag],
    summary: route.summary,
    description: `${route.ids.join(', ')} · for ${who.join(', ')}`,
    parameters: parameters(route),
    ...(request ? { requestBody: request } : {}),
    responses: { ...answer, ...refusals(contract, route) },
    security: securityOf(who),
  }
}

/** The OpenAPI 3.1 document of all features (OA-1). */
export function openapi(features: readonly Feature[], server: string, version: string): Json {
  const paths: Record<string, Record<string, Json>> = {}
  for (const { contract } of features)
    for (const [key, route] of Object.entries(contract.routes)) {
      const { method, path } = splitKey(key)
      const place = path.replace(/:(\w+)/g, '{$1}')
      paths[place] = { ...paths[place], [method.toLowerCase()]: operation(contract, key, route) }
    }
  return {
    openapi: '3.1.0',
    info: { title: 'Hedian API', version, description: 'Money in fen, times in UTC, coordinates GCJ-02.' },
    servers: [{ url: server }],
    tags: features.map((it) => ({ name: it.contract.tag })),
    paths,
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
      schemas: {
        Error: {
          type: 'object',
          required: ['error'],
          properties: {
            error: {
              type: 'object',
              required: ['code', 'message', 'requestId'],
              properties: {
                code: { type: 'string' },
                message: { type: 'string' },
                details: {},
                requestId: { type: 'string' },
              },
            },
          },
        },
      },
    },
  }
}
