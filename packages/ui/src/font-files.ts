/** The two files that the first screen is set in: fetched beside the stylesheet instead of after it. */
export const fontFiles: readonly string[] = [
  new URL(
    '@fontsource-variable/instrument-sans/files/instrument-sans-latin-wght-normal.woff2',
    import.meta.url,
  ).href,
  new URL('@fontsource-variable/jetbrains-mono/files/jetbrains-mono-latin-wght-normal.woff2', import.meta.url)
    .href,
]
