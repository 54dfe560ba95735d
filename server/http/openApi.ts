import { z } from 'zod'
import { deskName } from '../../shared/contract/deskLine'
import * as people from '../../shared/contract/people'
import * as photos from '../../shared/contract/photos'
import { reportAnswers, reportRequest } from '../../shared/contract/reports'
import { moreEvent } from '../../shared/contract/stream'
import * as contract from '../../shared/contract/sync'
import { problem } from '../../shared/contract/syncProblem'
import { id } from '../../shared/contract/text'
import { entryShape, placedEntry } from './entryShape'

type Method = 'get' | 'post' | 'put' | 'delete'

interface Operation {
  readonly path: string
  readonly method: Method
  readonly says: string
  readonly takes?: z.ZodType | 'bytes'
  readonly gives?: z.ZodType | 'bytes'
  /** Bytes of this type, to whoever accepts them. */
  readonly givesAlso?: string
  /** The `data` of each event, by the event's name. */
  readonly events?: Readonly<Record<string, z.ZodType>>
  /** Whoever shows what it has is told that it still holds. */
  readonly tagged?: true
  /** What stands behind the `?`. */
  readonly query?: z.ZodObject
  readonly open?: true
}

const feed = '/v1/feeds/{siteId}'
const binary = { type: 'string', format: 'binary' }
/** As a desk sends it; the centre reads each row on its own. */
const personRow = people.identityRow.describe('The version of `identity` is one more than `assumed`, or 1')
const inPath: Readonly<Record<string, z.ZodType>> = {
  siteId: id,
  householdId: id,
  n: contract.count,
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
}

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
    query: contract.meRequest,
    gives: contract.meAnswer,
  },
  {
    path: contract.paths.me,
    method: 'put',
    says: 'What this device is called',
    takes: deskName,
    gives: deskName,
  },
  {
    path: contract.paths.stream,
    method: 'get',
    says: 'Server-sent events: there is more',
    events: { more: moreEvent, again: z.literal('') },
  },
  {
    path: `${feed}/entries`,
    method: 'get',
    says: 'A page of entries by position',
    query: contract.entriesRequest,
    gives: contract.entriesAnswer.extend({ entries: z.array(placedEntry) }),
  },
  {
    path: contract.paths.push,
    method: 'post',
    says: 'Push entries; each gets its own outcome',
    takes: contract.pushRequest.extend({ entries: z.array(entryShape).max(contract.pushLimit) }),
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
    says: '512 entries, the same for ever; packed and some at once to whoever accepts them so',
    query: contract.segmentRequest,
    gives: contract.segmentAnswer.extend({ entries: z.array(placedEntry).length(contract.segmentLength) }),
    givesAlso: contract.segmentsType,
    tagged: true,
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
    query: reportRequest,
    gives: reportAnswers.products,
  },
  {
    path: `${feed}/reports/discrepancies`,
    method: 'get',
    says: 'The discrepancies of a round',
    query: reportRequest,
    gives: reportAnswers.discrepancies,
  },
  {
    path: `${feed}/reports/bags`,
    method: 'get',
    says: 'The bags of a round',
    query: reportRequest,
    gives: reportAnswers.bags,
  },
  {
    path: `${feed}/identities`,
    method: 'get',
    says: 'A page of people by change',
    query: contract.pageRequest,
    gives: people.identitiesAnswer,
  },
  {
    path: `${feed}/identities`,
    method: 'post',
    says: 'Push edits of people; the centre wins',
    takes: people.identitiesPush.extend({ rows: z.array(personRow).max(contract.pushLimit) }),
    gives: people.identitiesPushAnswer,
  },
  {
    path: `${feed}/identities/{householdId}`,
    method: 'delete',
    says: 'Erase a person everywhere',
    gives: people.eraseAnswer,
  },
  {
    path: `${feed}/blobs/{sha256}`,
    method: 'put',
    says: 'The next part of a photo; without a body: where to go on from',
    query: photos.blobPartRequest,
    takes: 'bytes',
    gives: photos.blobAnswer,
  },
  {
    path: `${feed}/blobs/{sha256}`,
    method: 'get',
    says: 'A part of a photo',
    query: photos.blobReadRequest,
    gives: 'bytes',
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

function describe(operation: Operation): Record<string, unknown> {
  const { path, says, takes, gives, givesAlso, events, tagged, query, open } = operation
  const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => parameter(name, 'path', inPath[name]))
  const inHeader = path.startsWith('/v1/') ? [parameter(contract.protocolHeader, 'header')] : []
  return {
    summary: says,
    security: open ? [] : [{ token: [] }],
    parameters: [...named, ...(query ? inQuery(query) : []), ...inHeader],
    ...(takes ? { requestBody: { required: takes !== 'bytes', content: content(takes, 'input') } } : {}),
    responses: {
      '200': {
        description: 'Done',
        ...(gives ? { content: { ...content(gives, 'output'), ...alsoBytes(givesAlso) } } : {}),
        ...(events ? { content: { 'text/event-stream': eventStream(events) } } : {}),
      },
      ...(tagged ? { '304': { description: 'What `if-none-match` names still holds' } } : {}),
      default: { description: 'Refused', content: content(problem, 'output') },
    },
  }
}

function parameter(name: string, where: 'path' | 'header', what: z.ZodType = z.string()) {
  return { name, in: where, required: true, schema: schemaOf(what, 'input') }
}

/** It is asked for as text, and has to be what that is read as. */
function inQuery(query: z.ZodObject): Record<string, unknown>[] {
  const { required = [] } = schemaOf(query, 'input')
  return Object.entries(schemaOf(query, 'output').properties ?? {}).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }))
}

function alsoBytes(type: string | undefined): Record<string, unknown> {
  return type === undefined ? {} : { [type]: { schema: binary } }
}

function content(what: z.ZodType | 'bytes', io: 'input' | 'output'): Record<string, unknown> {
  return what === 'bytes'
    ? { 'application/octet-stream': { schema: binary } }
    : { 'application/json': { schema: schemaOf(what, io) } }
}

/** OpenAPI has no word for events: one schema for each name, of what stands in its `data`. */
function eventStream(events: Readonly<Record<string, z.ZodType>>): Record<string, unknown> {
  const named = Object.entries(events).map(([event, data]) => ({
    type: 'object',
    properties: { event: { const: event }, data: schemaOf(data, 'output') },
  }))
  return { schema: { oneOf: named } }
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): z.core.JSONSchema.JSONSchema {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      const { def } = zodSchema._zod
      // A newer centre may answer with more. Zod would forbid it, for it drops what a schema does not name.
      if (io === 'output' && def.type === 'object' && def.catchall === undefined)
        delete jsonSchema.additionalProperties
    },
  })
  return rest
}
