/** What is predicted and how, and what will be done, a sentence for each thing. */
import { useId } from 'react';
import { Choice } from '../../components/Choice.tsx';
import { NumberField } from '../../components/NumberField.tsx';
import { SegmentedChoice } from '../../components/SegmentedChoice.tsx';
import { limits } from '../../config/limits.ts';
import { changeChoices, changeColumn, useCsvImport } from '../../store/csvImport.ts';
import { rowCountOf } from '../../datasets/table.ts';
import type { CsvFacts } from '../../worker/csvWork.ts';
import { planSentences } from '../../worker/csvWords.ts';
import { say } from '../../words/say.ts';

const NO_TARGET = 'none';

export function ImportPanelPlan({ facts }: { readonly facts: CsvFacts }) {
  const id = useId();
  const choices = useCsvImport((state) => state.choices);
  const outcome = useCsvImport((state) => state.outcome);
  if (choices === null) return null;
  const target = choices.columns.findIndex(({ use }) => use === 'target');
  const kind = choices.columns[target]?.kind;
  const options = facts.columns.map(({ name }, index) => ({ value: String(index), label: name }));
  const isSampled = outcome?.table != null && rowCountOf(outcome.table) < outcome.complete;
  return (
    <section className="import-plan" aria-labelledby={id}>
      <h3 id={id}>{say('What will be done')}</h3>
      <div className="import-settings">
        <Choice
          label={say('Predict')} value={target < 0 ? NO_TARGET : String(target)}
          options={target < 0 ? [{ value: NO_TARGET, label: say('choose a column') }, ...options] : options}
          onChange={(next) => { if (next !== NO_TARGET) changeColumn(Number(next), { use: 'target' }); }}
        />
        {kind !== undefined && (
          <SegmentedChoice
            label={say('as')} value={kind}
            options={[{ value: 'category', label: say('a class') }, { value: 'number', label: say('a value'), disabled: facts.columns[target]?.numeric === 0 }]}
            onChange={(next) => { changeColumn(target, { kind: next }); }}
          />
        )}
        <label className="import-standardise">
          <input type="checkbox" checked={choices.isStandardised} onChange={(event) => { changeChoices({ isStandardised: event.currentTarget.checked }); }} />
          {say('Standardise numbers')}
        </label>
        {isSampled && (
          <NumberField
            label={say('Sample seed')} showLabel value={choices.seed} min={limits.seed.min} max={limits.seed.max} integer format={String} width={6}
            onCommit={(seed) => { changeChoices({ seed }); }}
          />
        )}
      </div>
      {outcome !== null && (
        <div aria-live="polite">
          {outcome.refusal !== '' && <p className="import-problem">{outcome.refusal}</p>}
          <ul className="import-sentences">
            {planSentences(facts, choices, outcome).map((sentence) => <li key={sentence}>{sentence}</li>)}
          </ul>
        </div>
      )}
    </section>
  );
}
