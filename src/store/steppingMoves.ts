/** One step forward or back in the script of an update, and over its ends into the updates beside it. */
import { nabla } from './nabla.ts';
import { ask } from './predicting.ts';
import { scriptOf } from './beats.ts';
import { awaitStep, defersMove, isAwaitingStep } from './steppingWish.ts';
import { requestSave, send } from './training.ts';
import { say } from '../words/say.ts';

/**
 * One stride forward. At the end of the script the update is made for real, and one stands at the beginning of the next; a guest's
 * leads back to the update. False where it goes no further, which is said.
 */
export function moveForward(): boolean {
  const { trace, position, stride, run, seeking } = nabla.getState();
  const script = scriptOf({ trace });
  if (trace === null || script === null || isAwaitingStep() || seeking !== null) return true;
  if (ask()) return false;
  if (position < script.count) {
    nabla.setState({ position: script.move(position, stride, 1), trail: [] });
    return true;
  }
  if (defersMove(moveForward)) return true;
  if (trace.guest === true) {
    // Walking by itself stops where the example's way ends.
    if (nabla.getState().walking) return false;
    leaveGuest();
    return true;
  }
  if (script.count === 0 || !trace.finite) {
    const text = script.count === 0
      ? say('There are no training examples, so there is no update to follow.')
      : say('Update {step} is not made: with it the numbers would leave the range of numbers. Try a smaller η.', { step: trace.step + 1 });
    nabla.setState({ notice: { text, tone: 'info' } });
    return false;
  }
  nabla.setState({ trail: [] });
  awaitStep(trace.step, 'start');
  send({ type: 'step', run, unit: 'batch' });
  requestSave();
  return true;
}

/** Back from a validation example to the beginning of the run's next update. */
export function leaveGuest(): void {
  nabla.setState({ guest: null, walking: false, position: 0, focus: 0, trail: [] });
}

/** One stride back. At the beginning of the script the last update is taken back, and one stands at its end. */
export function moveBackward(): void {
  const { trace, position, stride, run, seeking } = nabla.getState();
  const script = scriptOf({ trace });
  if (trace === null || script === null || isAwaitingStep() || seeking !== null) return;
  nabla.setState({ trail: [] });
  if (position > 0) {
    nabla.setState({ position: script.move(position, stride, -1) });
    return;
  }
  if (trace.step === 0 || trace.guest === true || defersMove(moveBackward)) return;
  awaitStep(trace.step, 'end');
  send({ type: 'stepBack', run, unit: 'batch' });
  requestSave();
}
