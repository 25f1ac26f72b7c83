import { type NextRequest, NextResponse } from 'next/server'
import { parseTheme, THEME_COOKIE, THEME_MAX_AGE_S } from '../../config/theme.ts'
import { paths } from '../../paths.ts'

/** Sets the theme for a browser without JavaScript, then goes back to the page it came from. */
export async function POST(request: NextRequest): Promise<NextResponse> {
  const form = await request.formData()
  const theme = parseTheme(form.get('theme'))
  const response = new NextResponse(null, { status: 303, headers: { Location: ownPath(form.get('from')) } })
  if (theme === 'system') response.cookies.delete(THEME_COOKIE)
  else {
    response.cookies.set(THEME_COOKIE, theme, { path: '/', maxAge: THEME_MAX_AGE_S, sameSite: 'lax' })
  }
  return response
}

/** Only a path of this site: `//elsewhere` and absolute URLs are refused, or this would be an open redirect. */
function ownPath(value: unknown): string {
  return typeof value === 'string' && /^\/(?![/\\])/.test(value) ? value : paths.home
}
