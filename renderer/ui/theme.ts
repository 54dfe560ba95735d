import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core'

const ink: MantineColorsTuple = [
  '#f1f4f2',
  '#e3e8e5',
  '#c8d1cc',
  '#abb8b1',
  '#8d9c94',
  '#6d7d75',
  '#52625a',
  '#374740',
  '#1f2f28',
  '#14201b',
]
const green: MantineColorsTuple = [
  '#e8f6ee',
  '#d0ecdb',
  '#a3d9ba',
  '#73c496',
  '#4bb177',
  '#2f9a5f',
  '#218850',
  '#1b7d48',
  '#15733f',
  '#0c5a30',
]
const red: MantineColorsTuple = [
  '#fdeceb',
  '#f9d5d3',
  '#f0a9a5',
  '#e67b75',
  '#dc544d',
  '#d03c35',
  '#c8312a',
  '#bd2722',
  '#b5211d',
  '#921710',
]

/** The kit paints its fields with these in the dark look. */
const dark: MantineColorsTuple = [
  '#e9f0ec',
  '#bccac3',
  '#9aaba2',
  '#6f8078',
  '#55665d',
  '#2d3a34',
  '#1e2924',
  '#17201c',
  '#0e1512',
  '#080d0b',
]

/** Acts are ink; colour is kept for what happened. Shade 8 keeps white text above 4.5:1. */
export const theme = createTheme({
  colors: { ink, green, red, dark },
  primaryColor: 'ink',
  primaryShade: { light: 8, dark: 1 },
  autoContrast: true,
  luminanceThreshold: 0.35,
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--font-code)',
  headings: { fontFamily: 'var(--font)', fontWeight: '650' },
  defaultRadius: 8,
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    TextInput: { defaultProps: { size: 'md' } },
    Textarea: { defaultProps: { size: 'md' } },
    NumberInput: { defaultProps: { size: 'md' } },
    Select: { defaultProps: { size: 'md', allowDeselect: false, withCheckIcon: false } },
    Checkbox: { defaultProps: { size: 'md' } },
    SegmentedControl: { defaultProps: { size: 'md' } },
    Menu: { defaultProps: { shadow: 'md', transitionProps: { duration: 80 } } },
    Tooltip: { defaultProps: { openDelay: 300, withArrow: true } },
  },
})

const shared = {
  '--mantine-primary-color-filled': 'var(--ink)',
  '--mantine-primary-color-filled-hover': 'var(--ink-2)',
  '--mantine-primary-color-contrast': 'var(--on-ink)',
  '--mantine-color-ink-filled': 'var(--ink)',
  '--mantine-color-body': 'var(--surface)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--ink-3)',
  '--mantine-color-placeholder': 'var(--ink-3)',
  '--mantine-color-error': 'var(--stop-ink)',
  '--mantine-color-default': 'var(--surface)',
  '--mantine-color-default-hover': 'var(--surface-2)',
  '--mantine-color-default-color': 'var(--ink)',
  '--mantine-color-default-border': 'var(--line-strong)',
}

/** The kit's own colours follow the tokens, so the three looks are decided in tokens.css alone. */
export const tokensForKit: CSSVariablesResolver = () => ({ variables: {}, light: shared, dark: shared })
