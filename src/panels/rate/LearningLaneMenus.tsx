/** What decides how a gradient becomes a step: optimizer, schedule, regularization, each a word, its numbers one tap behind it. */
import type { ReactNode } from 'react';
import { Choice } from '../../components/Choice.tsx';
import { later } from '../../components/later.tsx';
import { MathText } from '../../components/MathText.tsx';
import { Popover } from '../../components/Popover.tsx';
import { defaultOptimizer, optimizers, type OptimizerName } from '../../engine/optimizers.ts';
import { defaultSchedule, schedules, type ScheduleName } from '../../engine/schedules.ts';
import { changeExperiment } from '../../store/actions.ts';
import { useNabla } from '../../store/nabla.ts';
import { formatSetting } from '../../viz/format.ts';
import {
  optimizerFields, regularizationFields, regularizationKind, regularizationLabels, scheduleFields, withField,
  withRegularizationKind, type ParameterField, type RegularizationKind,
} from './LearningLaneFields.ts';
import { LearningLaneSchedule, LearningLaneScheduleSmall } from './LearningLaneSchedule.tsx';
import { LearningLaneSearch } from './LearningLaneSearch.tsx';
import { say, translated } from '../../words/say.ts';

/** Where KaTeX comes in. */
const LearningLaneParameters = later(async () => (await import('./LearningLaneParameters.tsx')).LearningLaneParameters, { name: say('The rule and its numbers'), soon: true });

const optimizerOptions = Object.entries(optimizers).map(([value, { label }]) => ({ value: value as OptimizerName, label: translated(label) }));
const scheduleOptions = Object.entries(schedules).map(([value, { label }]) => ({ value: value as ScheduleName, label: translated(label) }));
const regularizationOptions = Object.entries(regularizationLabels).map(([value, label]) => ({ value: value as RegularizationKind, label }));

/** What one step does, in a line: the rule, and what its letters mean. */
const STEP_RULES: Readonly<Record<OptimizerName, readonly [rule: string, letters: string]>> = {
  sgd: ['θ ← θ − η∇L', ''],
  momentum: [say('θ ← θ − ηv'), 'v ← μv + ∇L'],
  nesterov: [say('θ ← θ − η(∇L + μv)'), 'v ← μv + ∇L'],
  adagrad: ['θ ← θ − η∇L / √s', 's ← s + ∇L²'],
  rmsprop: ['θ ← θ − η∇L / √v', say('v ← αv + (1 − α)∇L²')],
  adam: [say('θ ← θ − ηm / √v'), say('m and v the running means of ∇L and ∇L², bias-corrected')],
  adamw: [say('θ ← (1 − ηλ)θ − ηm / √v'), say('m and v the running means of ∇L and ∇L², bias-corrected')],
};

export function LearningLaneMenus() {
  return (
    <div className="learning-lane-menus">
      <OptimizerMenu />
      <ScheduleMenu />
      <RegularizationMenu />
      <LearningLaneSearch />
    </div>
  );
}

function OptimizerMenu() {
  const spec = useNabla((state) => state.experiment.optimizer);
  const [rule, letters] = STEP_RULES[spec.name];
  return (
    <div className="learning-lane-menu">
      <Choice
        label={say('Optimizer')}
        compact
        value={spec.name}
        options={optimizerOptions}
        onChange={(name) => changeExperiment((experiment) => ({ ...experiment, optimizer: defaultOptimizer(name) }))}
      />
      <Parameters
        title={say('Optimizer')}
        tex={optimizers[spec.name].tex}
        word={<MathText>{rule}</MathText>}
        note={<>{say('Each step:')}{' '}<MathText>{rule}</MathText>{letters !== '' && <>{' '}{say('with')}{' '}<MathText>{letters}</MathText></>}.</>}
        fields={optimizerFields(spec)}
        onCommit={(key, value) => changeExperiment((experiment) => ({ ...experiment, optimizer: withField(experiment.optimizer, key, value) }))}
      />
    </div>
  );
}

function ScheduleMenu() {
  const spec = useNabla((state) => state.experiment.schedule);
  return (
    <div className="learning-lane-menu">
      <Choice
        label={say('Schedule')}
        compact
        value={spec.name}
        options={scheduleOptions}
        onChange={(name) => changeExperiment((experiment) => ({ ...experiment, schedule: defaultSchedule(name) }))}
      />
      <Parameters
        title={say('Schedule')}
        tex={schedules[spec.name].tex}
        picture={spec.name === 'constant' ? undefined : <LearningLaneScheduleSmall />}
        note={<LearningLaneSchedule />}
        fields={scheduleFields(spec)}
        onCommit={(key, value) => changeExperiment((experiment) => ({ ...experiment, schedule: withField(experiment.schedule, key, value) }))}
      />
    </div>
  );
}

function RegularizationMenu() {
  const regularization = useNabla((state) => state.experiment.regularization);
  return (
    <div className="learning-lane-menu">
      <Choice
        label={say('Regularization')}
        compact
        value={regularizationKind(regularization)}
        options={regularizationOptions}
        onChange={(kind) => changeExperiment((experiment) => ({ ...experiment, regularization: withRegularizationKind(experiment.regularization, kind) }))}
      />
      <Parameters
        title={say('Regularization')}
        tex="L + \lambda_1 \sum |w| + \tfrac12 \lambda_2 \sum w^2"
        fields={regularizationFields(regularization)}
        onCommit={(key, value) => changeExperiment((experiment) => ({ ...experiment, regularization: { ...experiment.regularization, [key]: value } }))}
      />
    </div>
  );
}

/** The first number in use as a word to tap ("μ 0.9"), or `word` where there is none; behind it the rule and all its numbers. */
function Parameters({ title, tex, word, picture, note, fields, onCommit }: {
  readonly title: string;
  readonly tex: string;
  readonly word?: ReactNode;
  /** Stands before the word. */
  readonly picture?: ReactNode;
  readonly note?: ReactNode;
  readonly fields: readonly ParameterField[];
  readonly onCommit: (key: string, value: number) => void;
}) {
  const first = fields[0];
  if (first === undefined && word === undefined) return null;
  const summary = first === undefined ? word : first.key === 'clipNorm' && first.value === 0 ? say('no clipping') : `${first.symbol} ${formatSetting(first.value)}`;
  return (
    <Popover label={say('{title} settings', { title })} trigger={picture === undefined ? summary : <>{picture} {summary}</>}>
      <LearningLaneParameters tex={tex} note={note} fields={fields} onCommit={onCommit} />
    </Popover>
  );
}
