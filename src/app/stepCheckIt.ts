/** “Check it” from the list of commands: which parameter is meant. */
import { nearestParameter, parameterOf } from '../panels/step/StepLedgerRows.ts';
import { beatOf } from '../store/beats.ts';
import { nabla } from '../store/nabla.ts';
import { checkGradients } from '../store/steppingActions.ts';
import { studyOf } from '../store/study.ts';

/** Of the parameter whose paths are shown. */
export function checkShown(): void {
  const state = nabla.getState();
  const study = studyOf(state);
  if (study === null || state.check.state === 'running') return;
  const beat = beatOf(state);
  checkGradients([state.chosen ?? parameterOf(study.network, beat) ?? nearestParameter(study.network, beat)]);
}
