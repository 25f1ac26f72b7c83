import { writeFileSync } from 'node:fs'
import encodeQR from 'qr'

const WIDTH = 640
const HEIGHT = 480
/** Pixels a module of the code takes. */
const SCALE = 6

/** Writes what a camera sees that looks at a QR code: one frame of raw video (YUV4MPEG2), which Chromium repeats. */
export function writeQrVideo(file: string, text: string): void {
  const rows = encodeQR(text, 'raw', { ecc: 'low', border: 2 })
  const left = Math.floor((WIDTH - rows.length * SCALE) / 2)
  const top = Math.floor((HEIGHT - rows.length * SCALE) / 2)
  if (left < 0 || top < 0) throw new Error('The code does not fit the picture.')
  const luma = Buffer.alloc(WIDTH * HEIGHT, 235)
  rows.forEach((row, y) => {
    row.forEach((isDark, x) => {
      if (!isDark) return
      for (let line = 0; line < SCALE; line++) {
        const at = (top + y * SCALE + line) * WIDTH + left + x * SCALE
        luma.fill(16, at, at + SCALE)
      }
    })
  })
  const chroma = Buffer.alloc((WIDTH * HEIGHT) / 2, 128)
  const head = `YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420jpeg\nFRAME\n`
  writeFileSync(file, Buffer.concat([Buffer.from(head), luma, chroma]))
}
