/**
 * The way back: ∇L leaves the loss on the right, passes the learning rate, whose track is the wire, and arrives as −η∇L at
 * every layer. What decides how the step is made stands at its start: optimizer, schedule, regularization.
 */
import { LearningLaneMenus } from './LearningLaneMenus.tsx';
import { LearningLaneRate } from './LearningLaneRate.tsx';
import { LearningLaneSlider } from './LearningLaneSlider.tsx';
import { LearningLaneGradient, LearningLaneSteps } from './LearningLaneWires.tsx';
import './LearningLane.css';
import { say } from '../../words/say.ts';

export function LearningLane() {
  return (
    <section className="learning-lane" aria-label={say('Learning')}>
      <LearningLaneSteps />
      <div className="learning-lane-head">
        <LearningLaneRate />
        <LearningLaneMenus />
      </div>
      <LearningLaneSlider />
      <LearningLaneGradient />
    </section>
  );
}
