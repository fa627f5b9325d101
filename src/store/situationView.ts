/** What a ready situation shows goes with its run: Undo brings back with the run before what was looked at there, Redo takes it again. */
import type { RunId } from '../worker/protocol.ts';
import type { AccuracyViewSlice } from './accuracyView.ts';
import { nabla } from './nabla.ts';
import { changes } from './undo.ts';

export type SituationShows = Pick<AccuracyViewSlice, 'timelineShows' | 'outputShows'>;

/** Shows this while `begun` is the present run; `left` is the run it was begun in, the same one where none was begun. */
export function showWith(begun: RunId, left: RunId, shows: SituationShows): void {
  let before = present();
  nabla.setState(shows);
  if (begun === left) return;
  const stop = nabla.subscribe((now, last) => {
    if (now.run === last.run) return;
    const [undone, redone] = [changes.peekRedo(), changes.peekUndo()];
    if (!changes.mentions(begun)) stop();
    else if (last.run === begun && undone?.kind === 'experiment' && undone.after.run === begun) nabla.setState(takenBack(before, shows));
    else if (last.run === left && redone?.kind === 'experiment' && redone.after.run === begun && redone.before.run === left) {
      before = present();
      nabla.setState(shows);
    }
  });
}

function present(): SituationShows {
  const { timelineShows, outputShows } = nabla.getState();
  return { timelineShows, outputShows };
}

/** What has been chosen otherwise meanwhile stays. */
function takenBack(before: SituationShows, shows: SituationShows): SituationShows {
  const now = present();
  return {
    timelineShows: now.timelineShows === shows.timelineShows ? before.timelineShows : now.timelineShows,
    outputShows: now.outputShows === shows.outputShows ? before.outputShows : now.outputShows,
  };
}
