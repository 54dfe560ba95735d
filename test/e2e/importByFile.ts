import type { Desk } from './desk'
import { Shift } from './shift'

/** Sheets brought in as a person does it: choose the file, map what needs it, look, Enter. */
export class ImportByFile {
  private readonly shift: Shift

  constructor(private readonly desk: Desk) {
    this.shift = new Shift(desk)
  }

  private get page() {
    return this.desk.page
  }

  /** @param file a path, or a file that is only in memory */
  async open(file: string | { readonly name: string; readonly mimeType: string; readonly buffer: Buffer }) {
    await this.shift.goTo('intake')
    await this.page.locator('input[type=file]').setInputFiles(file)
    await this.page.waitForSelector('[data-reading="false"], [data-used]')
    if ((await this.page.locator('[data-reading]').count()) > 0) return
    await this.page.keyboard.press('Enter')
    await this.page.waitForSelector('[data-reading="false"]')
  }

  openText(name: string, text: string): Promise<void> {
    return this.open({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })
  }

  /** Enter, until the sheet is in and nothing of it waits. */
  async takeIn(): Promise<void> {
    await this.page.keyboard.press('Enter')
    await this.page.waitForSelector('[data-reading]', { state: 'detached' })
  }

  /** What the preview counts under a title, e.g. rows. */
  async count(title: string): Promise<number> {
    const text = await this.page.locator('[data-reading] > *', { hasText: title }).innerText()
    return Number(text.replace(/[^\d]/g, ''))
  }

  /** The sentences about rows that wait for somebody, in the order of the sheet. */
  heldRows(): Promise<string[]> {
    return this.page.locator('main button[aria-expanded]').allInnerTexts()
  }
}
