/** Installing the page as a program of its own, where the browser offers that (Chromium does, by an event that is no standard yet). */
type InstallEvent = Event & { readonly prompt: () => Promise<unknown> };

let offered: InstallEvent | null = null;

/** Listens for the offer; the page asks in its own words, from the list of commands. */
export function awaitInstallOffer(target: Window): void {
  target.addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault();
    offered = event as InstallEvent;
  });
  target.addEventListener('appinstalled', () => { offered = null; });
}

export const canInstall = (): boolean => offered !== null;

/** An offer can be taken up once. */
export function install(): void {
  const event = offered;
  offered = null;
  event?.prompt().catch(() => {});
}
