import { expect, test } from 'vitest'
import { en } from '../../../renderer/i18n/en/en'
import { zh } from '../../../renderer/i18n/zh/zh'

type Tree = { readonly [key: string]: string | Tree }

function flat(tree: Tree, path = ''): Map<string, string> {
  const texts = new Map<string, string>()
  for (const [key, value] of Object.entries(tree)) {
    const at = path === '' ? key : `${path}.${key}`
    if (typeof value === 'string') texts.set(at, value)
    else for (const [inner, text] of flat(value, at)) texts.set(inner, text)
  }
  return texts
}

/** A plural has one form in Chinese and two in English; both are one key. */
const baseOf = (key: string): string => key.replace(/_(one|other)$/, '')
const keysOf = (texts: Map<string, string>): string[] => [...new Set([...texts.keys()].map(baseOf))].sort()
const placeholders = (text: string): string[] =>
  [...text.matchAll(/\{\{\s*(\w+)[^}]*\}\}/g)].map((match) => match[1] ?? '').sort()

const chinese = flat(zh)
const english = flat(en)

test('what can be said in one language can be said in the other', () => {
  expect(keysOf(english)).toEqual(keysOf(chinese))
})

test('no wording is empty', () => {
  const empty = [...chinese, ...english].filter(([, text]) => text.trim() === '')
  expect(empty).toEqual([])
})

test('a number or a name shown in one language is shown in the other', () => {
  const differing = [...chinese].flatMap(([key, text]) => {
    const twin = english.get(key) ?? ''
    return placeholders(twin).join() === placeholders(text).join() ? [] : [`${key}: ${text} | ${twin}`]
  })
  expect(differing).toEqual([])
})

test('the singular of a plural may leave out the number, and shows nothing that the plural does not', () => {
  const differing = [...english].flatMap(([key, text]) => {
    if (!key.endsWith('_one')) return []
    const plural = placeholders(english.get(`${baseOf(key)}_other`) ?? '')
    return placeholders(text).every((name) => plural.includes(name)) ? [] : [`${key}: ${text}`]
  })
  expect(differing).toEqual([])
})

test('English wording holds no Chinese, but for the name of the other language', () => {
  const han = [...english].filter(
    ([key, text]) => /\p{Script=Han}/u.test(text) && key !== 'frame.status.otherLanguage',
  )
  expect(han).toEqual([])
})
