import encodeQR from 'qr'

type QrCodeProps = { text: string; label: string }

/** A text as a QR code: dark on light in both themes, for that is what cameras read. */
export function QrCode({ text, label }: QrCodeProps) {
  const rows = encodeQR(text, 'raw', { ecc: 'medium', border: 3 })
  const path = rows.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : ''))).join('')
  return (
    <svg
      viewBox={`0 0 ${rows.length} ${rows.length}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
      className="block w-full max-w-[280px] bg-code-paper fill-code-ink"
    >
      <path d={path} />
    </svg>
  )
}
