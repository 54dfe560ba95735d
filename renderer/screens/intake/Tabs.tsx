import styles from './Intake.module.css'

/** Views of one thing, side by side; the number says how much is in each. */
export function Tabs<Key extends string>(props: {
  tabs: readonly { readonly key: Key; readonly name: string; readonly n?: number }[]
  open: Key
  onOpen: (key: Key) => void
}) {
  return (
    <span className={styles['tabs']} role="tablist">
      {props.tabs.map(({ key, name, n }) => (
        <button
          key={key}
          type="button"
          role="tab"
          aria-selected={key === props.open}
          onClick={() => props.onOpen(key)}
        >
          {name}
          {n !== undefined && <span>{n}</span>}
        </button>
      ))}
    </span>
  )
}
