/** A text field as it was before the first character of a scan leaked into it. */
export type FieldMemory = {
  readonly field: HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement
  readonly value: string
  readonly start: number | null
  readonly end: number | null
  readonly direction: 'forward' | 'backward' | 'none' | null
}

const NOT_TEXT = new Set('button checkbox color file image radio range reset submit'.split(' '))

/** Whether letters typed while `element` has focus belong to it. */
export function takesText(element: Element | null): boolean {
  if (element instanceof HTMLInputElement) return !NOT_TEXT.has(element.type)
  if (element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement) return true
  return element instanceof HTMLElement && element.isContentEditable
}

/** Remembers a field's value and selection; undefined where typing changes nothing we could put back. */
export function rememberField(element: Element | null): FieldMemory | undefined {
  if (element instanceof HTMLSelectElement) {
    return { field: element, value: element.value, start: null, end: null, direction: null }
  }
  const text = element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement
  if (!text || !takesText(element)) return undefined
  const { value, selectionStart: start, selectionEnd: end, selectionDirection: direction } = element
  return { field: element, value, start, end, direction }
}

/**
 * Puts a field back and tells whoever listens. The value goes through the prototype's setter, because React hides
 * its own on the element and would otherwise take the change for its own and never fire onChange.
 */
export function restoreField(memory: FieldMemory): void {
  const { field, value } = memory
  if (!field.isConnected || field.value === value) return
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value')?.set?.call(field, value)
  reselect(memory)
  field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'historyUndo' }))
  if (field instanceof HTMLSelectElement) field.dispatchEvent(new Event('change', { bubbles: true }))
}

/** Puts the caret or selection back where it was; number fields have none to tell. */
export function reselect({ field, start, end, direction }: FieldMemory): void {
  if (field instanceof HTMLSelectElement || start === null) return
  field.setSelectionRange(start, end, direction ?? 'none')
}
