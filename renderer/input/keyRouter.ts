import type { InputLayers } from './inputLayers'
import { type KeyStroke, keyName } from './keyStroke'
import type { TypedNumber } from './typedNumber'

const FUNCTION_KEY = /^(shift\+)?F\d{1,2}$/
const COMBINATION = /^(ctrl|alt|meta)\+/
/** Keys a focused button, link or list understands itself. */
const CONTROL_KEYS = /^(shift\+)?(Enter| |Arrow\w+|Home|End|PageUp|PageDown)$/

/**
 * Decides where a person's key goes. In a text field plain keys belong to the field; function keys, combinations
 * and Esc go to the layers from anywhere.
 * @returns true if a layer or the number being typed used it.
 */
export function routeKey(stroke: KeyStroke, layers: InputLayers, typed: TypedNumber): boolean {
  const name = keyName(stroke)
  if (stroke.ime && stroke.target === 'text') return false
  if (!reachesLayers(name, stroke)) return false
  const run = layers.keyRun(name)
  if (run) {
    run()
    return true
  }
  return stroke.target !== 'text' && layers.digitsLayer() !== undefined && typed.type(name)
}

function reachesLayers(name: string, stroke: KeyStroke): boolean {
  if (FUNCTION_KEY.test(name) || name === 'Escape') return !stroke.repeat
  if (COMBINATION.test(name)) return !stroke.repeat
  if (stroke.target === 'text') return false
  if (stroke.target === 'control' && CONTROL_KEYS.test(name)) return false
  if (stroke.target === 'choice' && CONTROL_KEYS.test(name) && name !== 'Enter') return false
  // Enter held down would confirm thirty times a second.
  return !stroke.repeat || name === 'Backspace' || name.startsWith('Arrow')
}
