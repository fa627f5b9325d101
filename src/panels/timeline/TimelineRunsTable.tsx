/** The runs, the present one and those beside it: to name, show, compare, go back to, take away and export. */
import { download } from '../../components/download.ts';
import { IconButton } from '../../components/IconButton.tsx';
import { TextButton } from '../../components/TextButton.tsx';
import { openListed, removeRun, renameRun, showRun } from '../../store/actions.ts';
import { useSlowFrame } from '../../store/frameStore.ts';
import { useNabla } from '../../store/nabla.ts';
import { csvOfRuns } from '../../store/runListActions.ts';
import type { RunEntry } from '../../store/runListSlice.ts';
import { formatCount, formatNumber } from '../../viz/format.ts';
import type { RunId } from '../../worker/protocol.ts';
import { runColour } from '../../viz/palette.ts';
import { differenceText, fileNameOf, keptText, runText } from './TimelineRunsText.ts';
import { say } from '../../words/say.ts';

export function TimelineRunsTable({ close }: { readonly close: () => void }) {
  const runs = useNabla((state) => state.runs);
  const present = useNabla((state) => state.run);
  const fleeting = useNabla((state) => state.fleetingRuns);
  // The newest first, the present one before all.
  const rows = runs.toReversed().toSorted((a, b) => Number(b.run === present) - Number(a.run === present));
  return (
    <div className="run-list">
      <table aria-label={say('Runs')}>
        <thead>
          <tr>
            <th scope="col">{say('Run')}</th>
            <th scope="col">{say('Epochs')}</th>
            <th scope="col">{say('Training')}</th>
            <th scope="col">{say('Validation')}</th>
            <th scope="col"><span className="unseen">{say('What can be done')}</span></th>
          </tr>
        </thead>
        <tbody>
          {rows.map((entry) => (entry.run === present
            ? <PresentRow key={entry.run} entry={entry} />
            : <OtherRow key={entry.run} entry={entry} close={close} />))}
        </tbody>
      </table>
      {rows.length === 1 && <p>{say('Go back on the curves and play on, or change what has to begin anew: the run that was stays here, to be compared and gone back to.')}</p>}
      {rows.length > 1 && (
        <p className="run-list-foot">
          <span>{keptText(rows, fleeting)}</span>
          <TextButton label={say('CSV of all runs')} title={say('Download all curves as one CSV')} onClick={() => saveCsv(rows.map(({ run }) => run), 'runs')}>{say('CSV of all')}</TextButton>
        </p>
      )}
    </div>
  );
}

function PresentRow({ entry }: { readonly entry: RunEntry }) {
  const epoch = useSlowFrame((frame) => frame?.history.epoch.at(-1) ?? null);
  const train = useSlowFrame((frame) => frame?.history.train.at(-1) ?? null);
  const validation = useSlowFrame((frame) => frame?.history.validation.at(-1) ?? null);
  return (
    <tr data-present>
      <th scope="row">
        <span className="run-list-name">
          <span className="run-list-swatch" style={{ background: runColour(entry.colour) }} />
          <NameField entry={entry} />
        </span>
        <span className="run-list-words">{say('on the page now')}</span>
      </th>
      <td>{epoch === null ? '–' : epochs(epoch)}</td>
      <td>{lossText(train)}</td>
      <td>{lossText(validation)}</td>
      <td><div className="run-list-doings"><span /><CsvButton entry={entry} /><span /></div></td>
    </tr>
  );
}

function OtherRow({ entry, close }: { readonly entry: RunEntry; readonly close: () => void }) {
  const words = useNabla(({ experiment, log }) => (entry.end === null ? '' : differenceText({ experiment, log }, entry.end)));
  const { run, name, end, divergedAt = null } = entry;
  return (
    <tr>
      <th scope="row">
        <span className="run-list-name">
          <input
            type="checkbox"
            aria-label={say('Show the curve of {name}', { name })}
            title={say('Show its curve')}
            checked={entry.isShown}
            style={{ accentColor: runColour(entry.colour), borderColor: runColour(entry.colour), color: runColour(entry.colour) }}
            onChange={(event) => showRun(run, event.currentTarget.checked)}
          />
          <NameField entry={entry} />
        </span>
        {end !== null && <span className="run-list-words">{runText(end.experiment, divergedAt)}</span>}
        <span className="run-list-words">{words}</span>
      </th>
      <td>{end === null ? '–' : epochs(end.epoch)}</td>
      <td>{divergedAt === null ? lossText(end?.train ?? null) : lossText(Infinity)}</td>
      <td>{divergedAt === null ? lossText(end?.validation ?? null) : lossText(Infinity)}</td>
      <td><div className="run-list-doings">
        <TextButton
          label={say('Restore {name}', { name })}
          disabled={end === null}
          onClick={() => {
            close();
            openListed(run);
          }}
        >
          {say('Restore')}
        </TextButton>
        <CsvButton entry={entry} />
        <IconButton label={say('Remove {name}', { name })} icon="close" size={12} onClick={() => removeRun(run)} />
      </div></td>
    </tr>
  );
}

function NameField({ entry: { run, name } }: { readonly entry: RunEntry }) {
  return (
    <input
      key={name}
      type="text"
      className="run-list-field"
      aria-label={say('Name of the run')}
      autoComplete="off"
      spellCheck={false}
      maxLength={40}
      defaultValue={name}
      style={{ inlineSize: `${Math.max(6, name.length + 1)}ch` }}
      onBlur={(event) => {
        renameRun(run, event.currentTarget.value);
        // A name that cannot be taken leaves the old one.
        if (event.currentTarget.value.trim() === '') event.currentTarget.value = name;
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur();
      }}
    />
  );
}

function CsvButton({ entry: { run, name } }: { readonly entry: RunEntry }) {
  return <TextButton label={say('CSV of {name}', { name })} title={say('Download the curve as CSV')} onClick={() => saveCsv([run], name)}>{say('CSV')}</TextButton>;
}

function saveCsv(runs: readonly RunId[], name: string): void {
  const text = csvOfRuns(runs);
  if (text !== null) download(text, fileNameOf(name), 'text/csv;charset=utf-8');
}

const epochs = (epoch: number): string => (epoch < 10 && !Number.isInteger(epoch) ? formatNumber(epoch, 2) : formatCount(Math.round(epoch)));
const lossText = (loss: number | null): string => (loss === null || Number.isNaN(loss) ? '–' : formatNumber(loss));
