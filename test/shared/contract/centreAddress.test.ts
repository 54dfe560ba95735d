import { expect, test } from 'vitest'
import { contentPolicy } from '../../../electron/shell/securityHeaders'
import {
  centreOfQuery,
  centreOriginOf,
  isInTheClear,
  isOnThisMachine,
} from '../../../shared/contract/centreAddress'

test.each([
  ['https://Centre.Example.com/', 'https://centre.example.com'],
  [' centre.example.com:8443 ', 'https://centre.example.com:8443'],
  ['127.0.0.1:8787', 'http://127.0.0.1:8787'],
  ['http://192.168.1.5:8787', 'http://192.168.1.5:8787'],
])('what a person types is an address: %s', (typed, origin) => {
  expect(centreOriginOf(typed)).toBe(origin)
})

test.each([
  '',
  '*',
  'https://*',
  'https:',
  'https://a.example; script-src *',
  "https://a.example 'unsafe-eval'",
  'https://user:pass@a.example',
  'https://a.example/path',
  'javascript://a.example',
  'https://a.example\nx: y',
  'https://a.example,https://b.example',
  'http://[::1]:8787',
  'https://[2001:db8::1]',
  '[2001:db8::1]:8443',
])('nothing that cannot stand in the content policy, or could widen it, is one: %j', (typed) => {
  expect(centreOriginOf(typed)).toBeUndefined()
  expect(centreOfQuery(`?centre=${encodeURIComponent(typed)}`)).toBeUndefined()
})

test('the page may talk to the centre its address names, and to no other', () => {
  const centre = centreOfQuery('?sample=1&centre=https%3A%2F%2Fa.example&centre=https%3A%2F%2Fb.example')
  expect(contentPolicy('n', centre ? [centre] : [])).toContain("connect-src 'self' https://a.example;")
})

test('what goes to another machine without https can be read on the way', () => {
  for (const open of ['http://192.168.1.5:8787', 'http://centre.example.com'])
    expect(isInTheClear(open)).toBe(true)
  for (const closed of ['https://centre.example.com', 'http://127.0.0.1:47900', 'http://localhost:1'])
    expect(isInTheClear(closed)).toBe(false)
})

test('a link can make a desk join only a centre on this very machine', () => {
  for (const own of ['http://127.0.0.1:47900', 'http://localhost']) expect(isOnThisMachine(own)).toBe(true)
  for (const other of [
    'https://a.example',
    'http://127.0.0.1.a.example',
    'http://localhost.a.example:80',
    '',
  ])
    expect(isOnThisMachine(other)).toBe(false)
})
