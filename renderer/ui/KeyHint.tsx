import styles from './KeyHint.module.css'

/** A key as it stands on the keyboard: 'Enter', 'F8', 'Alt+1'. */
export function KeyHint({ keys }: { keys: string }) {
  return (
    <span className={styles['keys']}>
      {keys.split('+').map((key) => (
        <kbd key={key}>{key}</kbd>
      ))}
    </span>
  )
}
