/** The app's sign: many dots that come together at one. */
export function Mark({ size = 22 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <circle cx="12" cy="12" r="4.6" fill="var(--brand)" />
      <g fill="currentColor">
        <circle cx="12" cy="3" r="2" />
        <circle cx="19.8" cy="7.500" r="2" />
        <circle cx="19.8" cy="16.500" r="2" />
        <circle cx="12" cy="21" r="2" />
        <circle cx="4.200" cy="16.500" r="2" />
        <circle cx="4.200" cy="7.500" r="2" />
      </g>
    </svg>
  )
}
