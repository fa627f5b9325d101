/** Experiments in which the loss alone misleads: each with what it shows, begun and trained at a press. */
import { Popover } from '../../components/Popover.tsx';
import { presetById } from '../../config/presets.ts';
import { situations } from '../../config/situations.ts';
import { beginSituation, choosePreset } from '../../store/actions.ts';
import './TimelineSituations.css';
import { say } from '../../words/say.ts';

export function TimelineSituations() {
  return (
    <Popover label={say('Situations')} trigger={say('Situations')} side="above" className="timeline-situations-trigger">
      {(close) => <List close={close} />}
    </Popover>
  );
}

function List({ close }: { readonly close: () => void }) {
  const cancelling = presetById('cancellingErrors');
  const entries = [
    ...situations.map(({ id, label, sentence }) => ({ id, label, sentence, begin: () => { beginSituation(id); } })),
    { id: cancelling.id, label: cancelling.label, sentence: cancelling.description, begin: () => { choosePreset(cancelling.id); } },
  ];
  return (
    <div className="timeline-situations">
      <p>{say('Where the loss alone does not tell. Each begins a new run; undo brings this one back.')}</p>
      <ul>
        {entries.map(({ id, label, sentence, begin }) => (
          <li key={id}>
            <button
              type="button"
              onClick={() => {
                close();
                begin();
              }}
            >
              <strong>{label}</strong>
              <span>{sentence}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
