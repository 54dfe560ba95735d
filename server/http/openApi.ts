import { z } from 'zod'
import { deskName } from '../../shared/contract/deskLine'
import { reportAnswers } from '../../shared/contract/reports'
import * as contract from '../../shared/contract/sync'
import { problem } from '../../shared/contract/syncProblem'

type Method = 'get' | 'post' | 'put' | 'delete'

interface Operation {
  readonly path: string
  readonly method: Method
  readonly says: string
  readonly takes?: z.ZodType
  readonly gives?: z.ZodType
  readonly query?: readonly string[]
  readonly open?: true
}

const feed = '/v1/feeds/{siteId}'
const page = ['after', 'limit', 'epoch']

/** The whole surface; a test compares it with what the router answers. */
export const operations: readonly Operation[] = [
  { path: '/healthz', method: 'get', says: 'The program runs', open: true },
  { path: '/readyz', method: 'get', says: 'The database answers', open: true },
  { path: '/metrics', method: 'get', says: 'Counts for Prometheus, with the watch token' },
  { path: '/openapi.json', method: 'get', says: 'This description, with the watch token' },
  {
    path: contract.paths.enrol,
    method: 'post',
    says: 'A one-time code becomes a device token',
    takes: contract.enrolRequest,
    gives: contract.enrolAnswer,
    open: true,
  },
  {
    path: contract.paths.me,
    method: 'get',
    says: 'Who this device is',
    query: ['upTo'],
    gives: contract.meAnswer,
  },
  {
    path: contract.paths.me,
    method: 'put',
    says: 'What this device is called',
    takes: deskName,
    gives: deskName,
  },
  { path: contract.paths.stream, method: 'get', says: 'Server-sent events: there is more' },
  {
    path: `${feed}/entries`,
    method: 'get',
    says: 'A page of entries by position',
    query: [...page, 'mark'],
    gives: contract.entriesAnswer,
  },
  {
    path: `${feed}/entries`,
    method: 'post',
    says: 'Push entries; each gets its own outcome',
    takes: contract.pushRequest,
    gives: contract.pushAnswer,
  },
  { path: `${feed}/me`, method: 'get', says: 'What the feed has of this device', gives: contract.seenAnswer },
  {
    path: `${feed}/devices`,
    method: 'get',
    says: 'What the feed has of every device',
    gives: contract.devicesAnswer,
  },
  {
    path: `${feed}/segments/{n}`,
    method: 'get',
    says: '512 entries, the same for ever',
    query: ['epoch'],
    gives: contract.segmentAnswer,
  },
  { path: `${feed}/snapshot`, method: 'get', says: 'The folded feed', gives: contract.snapshotAnswer },
  {
    path: `${feed}/reports/rounds`,
    method: 'get',
    says: 'Every round in numbers',
    gives: reportAnswers.rounds,
  },
  {
    path: `${feed}/reports/products`,
    method: 'get',
    says: 'The products of a round in numbers',
    query: ['round'],
    gives: reportAnswers.products,
  },
  {
    path: `${feed}/reports/discrepancies`,
    method: 'get',
    says: 'The discrepancies of a round',
    query: ['round'],
    gives: reportAnswers.discrepancies,
  },
  {
    path: `${feed}/reports/bags`,
    method: 'get',
    says: 'The bags of a round',
    query: ['round'],
    gives: reportAnswers.bags,
  },
  {
    path: `${feed}/identities`,
    method: 'get',
    says: 'A page of people by change',
    query: page,
    gives: contract.identitiesAnswer,
  },
  {
    path: `${feed}/identities`,
    method: 'post',
    says: 'Push edits of people; the centre wins',
    takes: contract.identitiesPush,
    gives: contract.identitiesPushAnswer,
  },
  { path: `${feed}/identities/{householdId}`, method: 'delete', says: 'Erase a person everywhere' },
  {
    path: `${feed}/blobs/{sha256}`,
    method: 'put',
    says: 'The next part of a photo; without a body: where to go on from',
    query: ['from', 'of'],
    gives: contract.blobAnswer,
  },
  {
    path: `${feed}/blobs/{sha256}`,
    method: 'get',
    says: 'A part of a photo',
    query: ['from', 'most'],
  },
]

/** OpenAPI 3.1, made from the contract itself. */
export function openApi(): Record<string, unknown> {
  const described: Record<string, Record<string, unknown>> = {}
  for (const operation of operations) {
    const at = described[operation.path] ?? {}
    at[operation.method] = describe(operation)
    described[operation.path] = at
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Tuandian centre', version: String(contract.protocolVersion) },
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
    paths: described,
  }
}

function describe({ path, says, takes, gives, query = [], open }: Operation): Record<string, unknown> {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => parameter(name ?? '', 'path'))
  const inHeader = path.startsWith('/v1/') ? [parameter(contract.protocolHeader, 'header')] : []
  return {
    summary: says,
    security: open ? [] : [{ token: [] }],
    parameters: [...inPath, ...query.map((name) => parameter(name, 'query')), ...inHeader],
    ...(takes ? { requestBody: { required: true, content: json(takes, 'input') } } : {}),
    responses: {
      '200': { description: 'Done', ...(gives ? { content: json(gives, 'output') } : {}) },
      default: { description: 'Refused', content: json(problem, 'output') },
    },
  }
}

function parameter(name: string, where: 'path' | 'query' | 'header'): Record<string, unknown> {
  return { name, in: where, required: where !== 'query', schema: { type: 'string' } }
}

function json(schema: z.ZodType, io: 'input' | 'output'): Record<string, unknown> {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' })
  return { 'application/json': { schema: rest } }
}
