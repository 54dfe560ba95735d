import { expect, test } from 'vitest'
import { readStartOptions } from '../../build/scripts/startOptions.mjs'

test('what is typed behind npm start is read, and what it does not take is named', () => {
  expect(readStartOptions(['--second', '--port', '5811', '--site', 'East Gate'])).toMatchObject({
    ...{ second: true, port: '5811', site: 'East Gate', browser: false },
  })
  const said =
    (...args: string[]) =>
    () =>
      readStartOptions(args)
  expect(said('--prot', '5811')).toThrow(/^npm start takes no option --prot\.\n\nnpm start -- .+\[--port N\]/)
  expect(said('--site')).toThrow(/^--site takes a value/)
  expect(said('--site', '--browser')).toThrow(/^--site takes a value/)
  expect(said('--second=1')).toThrow(/^--second takes no value/)
  expect(said('--site', 'East', 'Gate')).toThrow(/^npm start takes no "Gate".+quotes/)
})
