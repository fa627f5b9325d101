/** Time from left to right: the initialization, where it begins, then the losses of every step so far. */
import { TimelineCurves } from './TimelineCurves.tsx';
import { TimelineInitialization } from './TimelineInitialization.tsx';
import './Timeline.css';
import { say } from '../../words/say.ts';

export function Timeline() {
  return (
    <section className="timeline" aria-label={say('Timeline')}>
      <TimelineInitialization />
      <TimelineCurves />
    </section>
  );
}
