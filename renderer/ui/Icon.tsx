const drawings = {
  today: 'M4 6h16v14H4zM4 10h16M8 3v4M16 3v4M8 14h3',
  intake: 'M12 3v11m0 0 4-4m-4 4-4-4M4 15v5h16v-5',
  receive: 'M3 8l9-5 9 5v9l-9 5-9-5zM3 8l9 5 9-5M12 13v9',
  allocate: 'M4 5h6v6H4zM14 4h6v4h-6zM14 11h6v4h-6zM14 18h6v2h-6zM4 15h6v5H4z',
  sort: 'M4 4h5v5H4zM11 4h5v5h-5zM4 11h5v5H4zM11 11h5v5h-5zM18 8v12m0 0 3-3m-3 3-3-3',
  balance: 'M12 4v16M7 20h10M5 7h14M5 7l-3 7h6zM19 7l-3 7h6z',
  shelve: 'M4 3v18M20 3v18M4 9h16M4 17h16M7 5h4v4H7zM13 13h4v4h-4z',
  handover: 'M5 9h14l-1 12H6zM9 9V6a3 3 0 0 1 6 0v3M9 15l2 2 4-4',
  discrepancies: 'M12 4 2.5 20h19zM12 10v5M12 17.5v.5',
  dayClose: 'M20 14.5A8.5 8.5 0 1 1 10 4a6.5 6.5 0 0 0 10 10.5z',
  check: 'M5 12.5 10 17.5 19.5 7',
  alert: 'M12 4 2.5 20h19zM12 10v5M12 17.5v.5',
  stop: 'M8 3h8l5 5v8l-5 5H8l-5-5V8zM9 9l6 6M15 9l-6 6',
  info: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 11v6M12 7v.5',
  dot: 'M12 10.5a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3z',
  undo: 'M8 5 4 9l4 4M4 9h10a5.5 5.5 0 0 1 0 11h-4',
  help: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM9.5 9.5a2.5 2.5 0 1 1 3.6 2.2c-.7.4-1.1.9-1.1 1.8M12 16.5v.5',
  settings:
    'M12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM12 2.5v3M12 18.5v3M2.5 12h3M18.5 12h3M5.3 5.3l2.1 2.1M16.6 16.6l2.1 2.1M5.3 18.7l2.1-2.1M16.6 7.4l2.1-2.1',
  down: 'M6 9l6 6 6-6',
  right: 'M9 6l6 6-6 6',
  left: 'M15 6l-6 6 6 6',
  arrow: 'M4 12h15M13 6l6 6-6 6',
  close: 'M6 6l12 12M18 6 6 18',
  lock: 'M5 11h14v10H5zM8 11V8a4 4 0 0 1 8 0v3',
  unlock: 'M5 11h14v10H5zM8 11V8a4 4 0 0 1 7.5-2',
  print: 'M7 9V3h10v6M7 17H4V9h16v8h-3M7 14h10v7H7z',
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.5 15.5 21 21',
  eye: 'M2 12c2.5-4.5 6-6.5 10-6.5s7.5 2 10 6.5c-2.5 4.5-6 6.5-10 6.5S4.500 16.5 2 12zM12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6z',
  'eye-off':
    'M3 3l18 18M6.500 7C4.600 8.200 3.200 9.900 2 12c2.500 4.500 6 6.500 10 6.500 1.700 0 3.300-.4 4.800-1.100M10 5.700c.6-.1 1.300-.2 2-.2 4 0 7.500 2 10 6.500-.7 1.300-1.500 2.300-2.400 3.200',
  scan: 'M3 8V4h4M17 4h4v4M21 16v4h-4M7 20H3v-4M7 8v8M10.500 8v8M14 8v8M17 8v8',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  offline: 'M3 3l18 18M8 7.500A6 6 0 0 1 17.500 11 4 4 0 0 1 20 17.500M16 19H7a5 5 0 0 1-1-9.900',
  online: 'M7 19a5 5 0 0 1-.8-9.900A6 6 0 0 1 17.500 10.500 4.300 4.300 0 0 1 17 19z',
  clock: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7v5l3.500 2',
  person: 'M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4 21c.8-4.200 4-6 8-6s7.200 1.800 8 6',
  people:
    'M9 5a3.500 3.500 0 1 0 0 7 3.500 3.500 0 0 0 0-7zM2.500 20c.6-3.600 3-5.200 6.500-5.200s5.900 1.600 6.500 5.200M16 5.500a3.200 3.200 0 0 1 0 6M18 15c2 .7 3.200 2.300 3.600 5',
  bag: 'M5 8h14l1 13H4zM8.500 8V6.500a3.500 3.500 0 0 1 7 0V8',
  box: 'M3 8l9-5 9 5v9l-9 5-9-5zM3 8l9 5 9-5M12 13v9',
  scale: 'M4 20h16l-2-11H6zM12 9V5M8 5h8M12 13l2.500 2.500',
  ambient:
    'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2.500v2M12 19.500v2M2.500 12h2M19.500 12h2M5.300 5.300l1.400 1.400M17.300 17.300l1.400 1.400M5.300 18.700l1.400-1.400M17.300 6.700l1.400-1.400',
  chilled: 'M12 3c4 5 6 8 6 11a6 6 0 0 1-12 0c0-3 2-6 6-11zM9 15a3 3 0 0 0 3 3',
  frozen: 'M12 2.500v19M4 7l16 10M20 7 4 17M9.500 4 12 6.500 14.500 4M9.500 20l2.500-2.500 2.500 2.500',
  trash: 'M4 7h16M9 7V4h6v3M6 7l1 14h10l1-14M10 11v6M14 11v6',
  edit: 'M4 20l1-5L16 4l4 4L9 19zM13.500 6.500l4 4',
  phone:
    'M6 3h4l1.500 5-2.500 1.500a11 11 0 0 0 5.500 5.500L16 12.500l5 1.500v4a3 3 0 0 1-3 3C10 21 3 14 3 6a3 3 0 0 1 3-3z',
  money: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM8 7l4 5 4-5M8.500 12.500h7M8.500 15.500h7M12 12v6',
  camera: 'M3 8h4l2-3h6l2 3h4v12H3zM12 10a3.500 3.500 0 1 0 0 7 3.500 3.500 0 0 0 0-7z',
  file: 'M6 3h8l5 5v13H6zM14 3v5h5M9 13h6M9 17h6',
  paste: 'M8 5H5v16h14V5h-3M8 3h8v4H8zM8.500 12h7M8.500 16h5',
  export: 'M12 15V4m0 0 4 4m-4-4L8 8M4 15v5h16v-5',
  gift: 'M4 11h16v10H4zM3 7h18v4H3zM12 7v14M12 7c-4 0-5.500-1.500-5.500-2.700C6.500 2 11 2.500 12 7zM12 7c4 0 5.500-1.500 5.500-2.700C17.500 2 13 2.500 12 7z',
  kit: 'M4 13h7v7H4zM13 13h7v7h-7zM8.500 4h7v7h-7z',
  sound: 'M4 9.500h4l5-4.500v14l-5-4.500H4zM16 9a4 4 0 0 1 0 6M18.500 6.500a8 8 0 0 1 0 11',
  language:
    'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM3 12h18M12 3c3 3 3.500 6 3.500 9s-.5 6-3.500 9c-3-3-3.500-6-3.500-9s.5-6 3.500-9z',
  list: 'M8 6h12M8 12h12M8 18h12M4 6v.1M4 12v.1M4 18v.1',
  swap: 'M7 4 3 8l4 4M3 8h14M17 12l4 4-4 4M21 16H7',
} as const

export type IconName = keyof typeof drawings

/** Drawn beside words, never in their place: it has no name of its own for a screen reader. */
export function Icon({ name, size = 20 }: { name: IconName; size?: number | string }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.8}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
      style={{ flex: 'none' }}
    >
      <path d={drawings[name]} />
    </svg>
  )
}
