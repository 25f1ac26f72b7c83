/** What a visitor chose. `system` follows the operating system and is kept by keeping nothing. */
export const themes = ['light', 'dark', 'system'] as const
export type Theme = (typeof themes)[number]

export const THEME_COOKIE = 'theme'
export const THEME_MAX_AGE_S = 365 * 24 * 3600

export function parseTheme(value: unknown): Theme {
  return value === 'light' || value === 'dark' ? value : 'system'
}

/** The value of <html data-theme>; undefined leaves the choice to the system. */
export function themeAttribute(theme: Theme): 'light' | 'dark' | undefined {
  return theme === 'system' ? undefined : theme
}
