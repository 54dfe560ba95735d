import { expect, test } from 'vitest'
import { openDesk } from '../e2e/desk'
import { codeOn, Shift, sampleOf } from '../e2e/shift'
import { atMost } from './measure'
import { report } from './report'

const scansPerSecond = 20
const seconds = 300

test('P2: twenty scans a second for five minutes, each answered once, in order', {
  timeout: 900_000,
}, async () => {
  const desk = await openDesk({ query: '?sample=kit' })
  try {
    const shift = new Shift(desk)
    await shift.cutOff()
    await shift.goTo('sort')
    const answers = await shift.listen()
    const codes = sampleOf('kit')
      .products.filter(({ components }) => components.length === 0)
      .map((product) => codeOn(product, 500))
    const total = scansPerSecond * seconds
    const sent: string[] = []
    const began = Date.now()
    for (let n = 0; n < total; n++) {
      const code = codes[n % codes.length] ?? ''
      sent.push(code)
      await desk.scan(code)
      const due = began + ((n + 1) * 1000) / scansPerSecond
      const wait = due - Date.now()
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
    }
    const rate = (total * 1000) / (Date.now() - began)
    await shift.until(() => answers.length >= total)
    const read = answers.map((answer) => codes.find((code) => answer.includes(code)))
    const astray = read.filter((code, n) => code !== sent[n]).length
    expect(answers.length).toBe(total)
    report([
      atMost(
        {
          name: `P2 scans lost, merged or out of order of ${total} at ${rate.toFixed(1)} a second`,
          value: astray,
          unit: 'scans',
        },
        0,
      ),
    ])
  } finally {
    await desk.close()
  }
})
