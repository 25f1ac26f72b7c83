import { lightTheme, type Theme } from '@rainbow-me/rainbowkit'

type ThemeVars = ReturnType<typeof lightTheme>

const base = lightTheme()

/** One theme for light and dark: every value is a token, and the tokens follow the page's colour scheme. */
export const rainbowKitTheme: Theme = {
  blurs: { modalOverlay: 'none' },
  fonts: { body: 'var(--sans)' },
  radii: {
    actionButton: 'var(--radius)',
    connectButton: 'var(--radius)',
    menuButton: 'var(--radius)',
    modal: 'var(--radius)',
    modalMobile: 'var(--radius)',
  },
  shadows: { ...mapValues(base.shadows, () => 'none') },
  colors: {
    ...base.colors,
    accentColor: 'var(--signal)',
    accentColorForeground: 'var(--signal-ink)',
    actionButtonBorder: 'var(--line)',
    actionButtonBorderMobile: 'var(--line)',
    actionButtonSecondaryBackground: 'var(--sunken)',
    closeButton: 'var(--ink-2)',
    closeButtonBackground: 'var(--sunken)',
    connectButtonBackground: 'var(--surface)',
    connectButtonBackgroundError: 'var(--bad)',
    connectButtonInnerBackground: 'var(--sunken)',
    connectButtonText: 'var(--ink)',
    connectButtonTextError: 'var(--paper)',
    connectionIndicator: 'var(--signal)',
    downloadBottomCardBackground: 'var(--surface)',
    downloadTopCardBackground: 'var(--sunken)',
    error: 'var(--bad)',
    generalBorder: 'var(--line)',
    generalBorderDim: 'var(--line)',
    menuItemBackground: 'var(--sunken)',
    modalBackdrop: 'var(--veil)',
    modalBackground: 'var(--surface)',
    modalBorder: 'var(--line)',
    modalText: 'var(--ink)',
    modalTextDim: 'var(--ink-3)',
    modalTextSecondary: 'var(--ink-2)',
    profileAction: 'var(--sunken)',
    profileActionHover: 'var(--line)',
    profileForeground: 'var(--paper)',
    selectedOptionBorder: 'var(--line-strong)',
    standby: 'var(--warn)',
  },
}

function mapValues(shadows: ThemeVars['shadows'], map: (value: string) => string): ThemeVars['shadows'] {
  return Object.fromEntries(
    Object.entries(shadows).map(([key, value]) => [key, map(value)]),
  ) as ThemeVars['shadows']
}
