/** Which preset the experiment is, and choosing another: a whole experiment at once. */
import { useMemo } from 'react';
import { Choice, type ChoiceOption } from '../../components/Choice.tsx';
import { presetById, presetOf, presets, type PresetId } from '../../config/presets.ts';
import { choosePreset } from '../../store/actions.ts';
import { useNabla } from '../../store/nabla.ts';
import { useStepSelect } from '../../store/stepSelect.ts';
import './PresetMenu.css';

type Chosen = PresetId | 'own';

/** Names that a narrow column has no room for; the list has them in full. */
const SHORT_NAMES: Readonly<Partial<Record<Chosen, string>>> = { deeperNetwork: 'One layer more' };
const RESTARTS = 'Begins a new run (undo brings this one back)';
const own: ChoiceOption<Chosen> = { value: 'own', label: 'own settings' };
const options: readonly ChoiceOption<Chosen>[] = presets.map(({ id, label }) => ({ value: id, label, group: RESTARTS }));

export function PresetMenu() {
  const experiment = useNabla((state) => state.experiment);
  const chosen = useMemo(() => presetOf(experiment), [experiment]);
  const select = useStepSelect<Chosen>((next) => {
    if (next !== 'own') choosePreset(next);
  });
  return (
    <span className="preset-menu" title={chosen === null ? 'Small networks to follow number by number' : presetById(chosen).description}>
      <Choice
        label="Preset"
        value={chosen ?? 'own'}
        options={chosen === null ? [own, ...options] : options}
        {...(chosen !== null && SHORT_NAMES[chosen] !== undefined ? { shown: SHORT_NAMES[chosen] } : {})}
        {...select}
      />
    </span>
  );
}
