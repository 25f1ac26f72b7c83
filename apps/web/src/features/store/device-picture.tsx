type DevicePictureProps = {
  /** Printed on the front: "batch 3", "no. 12". */
  label: string
  /** Drawn in the holes of the front, in binary, lowest bit at the left. */
  number: number
  /** Lit: the device runs a node. */
  isAlive?: boolean
  className?: string
}

const COLUMNS = 19
const ROWS = 9
const STEP = 12
const LEFT = 92
const TOP = 150
/** Rows and columns of the three dots of the name, in the middle of the holes. */
const MARK = [
  { column: 7, row: 2 },
  { column: 11, row: 2 },
  { column: 9, row: 5 },
]

/** N3 Edge V1 from the front, drawn. Its holes carry the number it is sold under, as the picture on chain does. */
export function DevicePicture({ label, number, isAlive = false, className }: DevicePictureProps) {
  const holes = Array.from({ length: COLUMNS * ROWS }, (_, index) => {
    const column = index % COLUMNS
    const row = Math.floor(index / COLUMNS)
    const isMark = MARK.some((mark) => mark.column === column && mark.row === row)
    const isBit = row === ROWS - 1 && ((number >> column) & 1) === 1
    return { column, row, isMark, isLit: isMark || isBit }
  })
  return (
    <svg
      viewBox="34 76 412 230"
      role="img"
      aria-label={`N3 Edge V1, ${label}`}
      className={`block w-full ${className ?? ''}`}
    >
      <g className="fill-none stroke-ink" strokeWidth="1.5" strokeLinejoin="round">
        <path d="M60 122 104 84h272l44 38" className="fill-surface" />
        <path d="M118 96h244" className="stroke-line-strong" />
        <rect x="60" y="122" width="360" height="152" rx="6" className="fill-surface" />
        <path d="M96 274v9h44v-9M340 274v9h44v-9" className="fill-sunken" />
        <path d="M334 122v152" className="stroke-line" />
      </g>
      <path d="M36 298.5h408" className="stroke-line-strong" strokeWidth="1" />
      {holes.map(({ column, row, isMark, isLit }) => (
        <circle
          key={`${column}-${row}`}
          cx={LEFT + column * STEP}
          cy={TOP + row * STEP}
          r={isMark ? 4.6 : isLit ? 3 : 2.1}
          className={isLit ? (isAlive ? 'fill-signal' : 'fill-ink') : 'fill-map-0'}
        />
      ))}
      <circle
        cx="378"
        cy="152"
        r="5"
        className={isAlive ? 'fill-signal' : 'fill-none stroke-ink-3'}
        strokeWidth="1.5"
      />
      <g className="fill-ink font-mono" textAnchor="middle">
        <text x="377" y="228" fontSize="12" fontWeight="500">
          N3 EDGE
        </text>
        <text x="377" y="246" fontSize="12" className="fill-ink-3">
          {label}
        </text>
      </g>
    </svg>
  )
}
