/** Which preset the experiment is, and choosing another: a whole experiment at once. */
import { useMemo } from 'react';
import { Choice, type ChoiceOption } from '../../components/Choice.tsx';
import { isUsual, presetById, presetOf, presets, type PresetId } from '../../config/presets.ts';
import { choosePreset } from '../../store/actions.ts';
import { useNabla } from '../../store/nabla.ts';
import { useStepSelect } from '../../store/stepSelect.ts';
import './PresetMenu.css';
import { say } from '../../words/say.ts';

type Chosen = PresetId | 'own';

/** Names that a narrow column has no room for; the list has them in full. */
const SHORT_NAMES: Readonly<Partial<Record<Chosen, string>>> = { deeperNetwork: say('One layer more'), own: say('none@@preset') };
const RESTARTS = say('Begins a new run (undo brings this one back)');
/** Settings that are no preset: a data set’s as it brings them, or with changes. */
const usual: ChoiceOption<Chosen> = { value: 'own', label: say('none: the usual settings of this data set') };
const own: ChoiceOption<Chosen> = { value: 'own', label: say('none: settings of your own') };
const options: readonly ChoiceOption<Chosen>[] = presets.map(({ id, label }) => ({ value: id, label, group: RESTARTS }));

export function PresetMenu() {
  const experiment = useNabla((state) => state.experiment);
  const chosen = useMemo(() => presetOf(experiment), [experiment]);
  const isAsBrought = useMemo(() => chosen === null && isUsual(experiment), [chosen, experiment]);
  const select = useStepSelect<Chosen>((next) => {
    if (next !== 'own') choosePreset(next);
  });
  return (
    <span className="preset-menu" title={chosen === null ? say('Small networks to follow number by number') : presetById(chosen).description}>
      <Choice
        label={say('Preset')}
        value={chosen ?? 'own'}
        options={chosen === null ? [isAsBrought ? usual : own, ...options] : options}
        {...(SHORT_NAMES[chosen ?? 'own'] !== undefined ? { shown: SHORT_NAMES[chosen ?? 'own'] } : {})}
        {...select}
      />
    </span>
  );
}
