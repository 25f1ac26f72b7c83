'use client'

import { Button } from '@network3/ui/button'
import { useEffect, useEffectEvent, useRef, useState } from 'react'

type ScanCodeProps = {
  /** What is looked for: "the code on the device". */
  what: string
  /** The text of the first code the camera sees. */
  onText: (text: string) => void
  onClose: () => void
}

/** A code is larger than a moment's blur: a few looks a second find it, and leave the page responsive. */
const LOOK_INTERVAL_MS = 150
/** Enough for some 350 characters filling half of the picture. */
const WIDTH = 960

const failures: Record<string, string> = {
  NotAllowedError:
    'The camera may not be used on this page. Allow it in the browser, or paste the text instead.',
  NotFoundError: 'This device has no camera. Paste the text instead.',
  NotReadableError: 'Another program uses the camera. Close it, or paste the text instead.',
}

/** Reads a QR code with the camera. The pictures stay in this tab, and the camera goes off with the code. */
export function ScanCode({ what, onText, onClose }: ScanCodeProps) {
  const video = useRef<HTMLVideoElement>(null)
  const [failure, setFailure] = useState<string>()
  const onFound = useEffectEvent(onText)

  useEffect(() => {
    const stop = new AbortController()
    const fail = (error: unknown) => {
      const name = error instanceof Error ? error.name : ''
      if (!stop.signal.aborted)
        setFailure(failures[name] ?? 'The camera cannot be read. Paste the text instead.')
    }
    if (video.current !== null) watch(video.current, stop.signal).then((text) => text && onFound(text), fail)
    return () => stop.abort()
  }, [])

  return (
    <div className="grid justify-items-start gap-2">
      {failure === undefined ? (
        <video
          ref={video}
          aria-label={`Picture of the camera, looking for ${what}`}
          muted
          playsInline
          className="aspect-4/3 w-full max-w-[420px] rounded border border-line-strong bg-sunken object-cover"
        />
      ) : (
        <p role="alert" className="text-bad text-md">
          {failure}
        </p>
      )}
      <Button size="sm" onClick={onClose}>
        {failure === undefined ? 'Stop the camera' : 'Close'}
      </Button>
    </div>
  )
}

/** Looks until a code is seen; undefined once aborted. Throws what the browser says when it gives no camera. */
async function watch(video: HTMLVideoElement, signal: AbortSignal): Promise<string | undefined> {
  const [{ decodeQR }, stream] = await Promise.all([
    import('qr/decode.js'),
    navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment', width: { ideal: 1280 } } }),
  ])
  const turnOff = () => {
    for (const track of stream.getTracks()) track.stop()
  }
  signal.addEventListener('abort', turnOff)
  if (signal.aborted) turnOff()
  video.srcObject = stream
  await video.play().catch(() => undefined)
  const canvas = new OffscreenCanvas(WIDTH, WIDTH)
  const context = canvas.getContext('2d', { willReadFrequently: true })
  while (!signal.aborted && context !== null) {
    const scale =
      video.videoWidth === 0 ? 0 : Math.min(1, WIDTH / Math.max(video.videoWidth, video.videoHeight))
    const width = Math.round(video.videoWidth * scale)
    const height = Math.round(video.videoHeight * scale)
    if (width > 0 && height > 0) {
      context.drawImage(video, 0, 0, width, height)
      const text = tryDecode(() => decodeQR(context.getImageData(0, 0, width, height)))
      if (text !== undefined) {
        turnOff()
        return text
      }
    }
    await new Promise((next) => setTimeout(next, LOOK_INTERVAL_MS))
  }
  return undefined
}

/** A picture without a code is the usual case; the decoder tells it by throwing. */
function tryDecode(decode: () => string): string | undefined {
  try {
    return decode()
  } catch {
    return undefined
  }
}
