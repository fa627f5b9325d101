/**
 * The loss up close: as a function of the answer with every example on it, beside the other losses; and the signed errors that
 * cancel. It stands beside the output and the loss, and stays open while the network trains; a phone gives it the whole screen.
 */
import { FloatingPanel } from '../../components/FloatingPanel.tsx';
import { later } from '../../components/later.tsx';
import { placeOf } from '../../components/places.ts';
import { Sheet } from '../../components/Sheet.tsx';
import { TextButton } from '../../components/TextButton.tsx';
import { useMedia } from '../../components/useMedia.ts';
import { closeLossSheet, openLossSheet } from '../../store/actions.ts';
import { useNabla } from '../../store/nabla.ts';
import './LossFunction.css';
import { say } from '../../words/say.ts';

/** Fetched when the sheet is first opened. */
const LossFunctionContent = later(async () => (await import('./LossFunctionContent.tsx')).LossFunctionContent, { name: say('The loss function'), waiting: <div className="loss-function-waiting" aria-busy="true" /> });

const PHONE = '(max-width: 719.98px)';
const GAP = 8;
/** Between the sheet and what it stands beside. */
const BESIDE = 20;
/** A little narrower than it would like to be it still reads well. */
const LEAST_WIDTH = 790;
/** Between the timeline and the edge of the page. */
const PADDING = 32;
/** Lower windows have no room above the timeline: then it goes down to the foot of the window. */
const LEAST_HEIGHT = 420;

export function LossFunctionButton() {
  const isOpen = useNabla((state) => state.lossSheet !== null);
  return <TextButton className="loss-function-button" aria-expanded={isOpen} aria-haspopup="dialog" onClick={isOpen ? closeLossSheet : () => { openLossSheet(); }}>{say('Loss function…')}</TextButton>;
}

export function LossFunction() {
  const isOpen = useNabla((state) => state.lossSheet !== null);
  const isPhone = useMedia(PHONE);
  if (isPhone) return <Sheet label={say('Loss function')} open={isOpen} onClose={closeLossSheet} className="loss-function-sheet"><LossFunctionContent /></Sheet>;
  return isOpen ? <FloatingPanel label={say('Loss function')} onClose={closeLossSheet} place={place} className="loss-function"><LossFunctionContent /></FloatingPanel> : null;
}

/** Left of the output's picture where there is room, so that one sees what the losses are of; else left of the loss; beside a lesson’s text as far as there is room. */
function place(panel: HTMLElement): void {
  const [loss, output, timeline] = [placeOf('loss'), placeOf('output'), placeOf('timeline')];
  panel.style.width = '';
  const ends = [output?.left, loss?.left].map((left) => (left ?? innerWidth) - BESIDE);
  const from = Math.max(0, (timeline?.left ?? 0) - PADDING) + GAP;
  const free = (ends[0] ?? 0) - from;
  const natural = panel.offsetWidth;
  const width = free >= LEAST_WIDTH && free < natural ? free : natural;
  if (width !== natural) panel.style.width = `${width}px`;
  const right = ends.find((end) => end - width >= from) ?? Math.min(innerWidth - GAP, from + width);
  const top = Math.max(GAP, loss?.top ?? GAP);
  const bottom = timeline === null || timeline.top - GAP - top < LEAST_HEIGHT ? innerHeight - GAP : timeline.top;
  panel.style.left = `${right - width}px`;
  panel.style.top = `${top}px`;
  panel.style.maxHeight = `${bottom - top}px`;
}
