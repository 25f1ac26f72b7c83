/**
 * Closes the page's modal dialogs without telling their owners, and returns how to bring them back. A modal dialog
 * lies above everything and makes the rest inert, the list of wallets too; whoever asks to connect from inside one
 * finds it again, as it was, once the list is closed.
 */
export function setAsideDialogs(): () => void {
  const dialogs = [...document.querySelectorAll<HTMLDialogElement>('dialog:modal')]
  for (const dialog of dialogs) {
    // The close event is sent later and does not bubble; caught here on its way down, it never reaches the owner.
    document.addEventListener('close', swallowFor(dialog), { capture: true })
    dialog.close()
  }
  return () => {
    for (const dialog of dialogs) {
      if (dialog.isConnected && !dialog.open) dialog.showModal()
    }
  }
}

function swallowFor(dialog: HTMLDialogElement): (event: Event) => void {
  const swallow = (event: Event) => {
    if (event.target !== dialog) return
    event.stopImmediatePropagation()
    document.removeEventListener('close', swallow, { capture: true })
  }
  return swallow
}
