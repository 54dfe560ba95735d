type Field = HTMLInputElement | HTMLTextAreaElement

/** What stood in a field before somebody typed in it, until they confirmed it. */
const before = new Map<Field, string>()

/** Notes in which fields of the page somebody types. */
export function watchTyping(page: Document): () => void {
  const begins = ({ target }: Event) => {
    if (isField(target) && !before.has(target)) before.set(target, target.value)
  }
  const confirms = ({ key, target }: KeyboardEvent) => {
    if (key === 'Enter' && target instanceof HTMLInputElement) before.delete(target)
  }
  page.addEventListener('beforeinput', begins, true)
  page.addEventListener('keydown', confirms, true)
  return () => {
    page.removeEventListener('beforeinput', begins, true)
    page.removeEventListener('keydown', confirms, true)
  }
}

/** Whether leaving the screen would lose what somebody typed and has not confirmed. */
export function isHalfTyped(): boolean {
  for (const field of before.keys()) if (!field.isConnected) before.delete(field)
  return [...before].some(([field, value]) => field.value !== value)
}

function isField(target: EventTarget | null): target is Field {
  const isText = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement
  // A setting is kept when its field is left.
  return isText && target.closest('[data-kept]') === null
}
