import type { Selection } from './selection.ts';
import { isSameSelection } from './selection.ts';
import { nabla } from './nabla.ts';
import type { EdgeQuantity, NoticeMessage, Theme, ViewName } from './slices.ts';
import { refreshFrame } from './training.ts';
import { say } from '../words/say.ts';

/** Another view leaves the sheet "Loss function" of Play behind. */
export function setView(view: ViewName): void {
  nabla.setState(view === 'play' ? { view } : { view, lossSheet: null });
}

/** Selects something, or nothing; it stays selected until another thing is. */
export function select(selection: Selection | null): void {
  if (!isSameSelection(nabla.getState().selection, selection)) nabla.setState({ selection });
}

/** What the pointer or the focus is on, lit up everywhere it appears. */
export function hover(hovered: Selection | null): void {
  if (!isSameSelection(nabla.getState().hovered, hovered)) nabla.setState({ hovered });
}

/** The raw input at which every neuron's z and a is shown. */
export function setProbe(probe: readonly number[] | null): void {
  nabla.setState({ probe });
  refreshFrame();
}

export function setEdges(edges: EdgeQuantity): void {
  nabla.setState({ edges });
}

export function setLossAxis(lossAxis: 'log' | 'linear'): void {
  nabla.setState({ lossAxis });
}

export function setTheme(theme: Theme): void {
  nabla.setState({ theme });
}

export function setPresenting(presenting: boolean): void {
  nabla.setState({ presenting, spotlight: false });
}

/** A light on what is spoken of; presenting alone. */
export function setSpotlight(spotlight: boolean): void {
  nabla.setState(({ presenting }) => ({ spotlight: presenting && spotlight }));
}

export function setSingleKeys(singleKeys: boolean): void {
  nabla.setState({ singleKeys });
}

/** The loss is heard while it trains. Where the browser has no sound it says so, and the setting stays off. */
export function setSound(sound: boolean): void {
  if (!sound || 'AudioContext' in globalThis) nabla.setState({ sound });
  else saySoundless();
}

export function saySoundless(): void {
  showNotice({ text: say('This browser has no sound to give: the loss cannot be heard here.'), tone: 'warning' });
}

/** Whether another data set keeps the present settings rather than taking its own defaults. */
export function setKeepSettings(keepSettings: boolean): void {
  nabla.setState({ keepSettings });
}

export function setPauseWhenHidden(pauseWhenHidden: boolean): void {
  nabla.setState({ pauseWhenHidden });
}

export function showNotice(notice: NoticeMessage): void {
  nabla.setState({ notice });
}

export function dismissNotice(): void {
  nabla.setState({ notice: null });
}
