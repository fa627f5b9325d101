/** Where measured data are from, under which licence, and what was done to them before the network sees them. */
import { Popover } from '../../components/Popover.tsx';
import { infoOf, type DatasetInfo } from '../../datasets/index.ts';
import { leftOutCount } from '../../datasets/table.ts';
import { useNabla } from '../../store/nabla.ts';
import { formatCount } from '../../viz/format.ts';
import { say } from '../../words/say.ts';

export function DataPanelSource() {
  const spec = useNabla((state) => state.experiment.data);
  // What the rows tell is known when they have been read, which the data show.
  useNabla((state) => state.data);
  const info = infoOf(spec);
  if (info.source === undefined) return null;
  const isOwn = spec.set === 'imported';
  const done = info.inputs > 2 || isOwn ? [doneSentence(info), leftOutSentence(info), ...(info.done ?? [])].filter((sentence) => sentence !== '').join(' ') : '';
  const source = `${info.source}${info.licence === undefined ? '' : `. ${info.licence}`}`;
  if (info.inputs < 3 && !isOwn) return <p className="data-panel-source">{source}</p>;
  // More to say than the column has room for.
  return (
    <div className="data-panel-source">
      <Popover label={isOwn ? say('The table') : say('Source and licence')} trigger={isOwn ? rowsText(info) : say('Source and licence')}>
        <div className="data-panel-told">
          <p>{done}</p>
          <p>{source}</p>
        </div>
      </Popover>
    </div>
  );
}

/** "11 rows left out": what became of the rows of one's own table, in sight. */
function rowsText({ leftOut = [] }: Pick<DatasetInfo, 'leftOut'>): string {
  const lost = leftOutCount(leftOut);
  return lost > 0 ? say('{lost} {rows} left out', { lost: formatCount(lost), rows: lost === 1 ? say('row') : say('rows') }) : say('About this table');
}

/** What columnTitle says of numbers that were divided. */
const DIVIDED = new RegExp(say('divided by {deviation}', { deviation: '(\\d+)' }));

/** "8 inputs: numbers standardised, categories as 0 or 1." */
function doneSentence({ inputs, inputNames, task }: Pick<DatasetInfo, 'inputs' | 'inputNames' | 'task'>): string {
  const divided = DIVIDED.exec(inputNames[0] ?? '')?.[1];
  const parts = [
    inputNames.some((name) => name.endsWith(`${say('standardised')})`)) ? (task === 'regression' ? say('numbers standardised, the target too') : say('numbers standardised')) : '',
    divided === undefined ? '' : say('grey values divided by {divided}', { divided }),
    inputNames.some((name) => name.includes(': ')) ? say('categories as 0 or 1') : '',
  ].filter((part) => part !== '');
  return `${inputs === 1 ? say('1 input') : say('{count} inputs', { count: inputs })}${parts.length === 0 ? '' : `: ${parts.join(', ')}`}.`;
}

/** "11 rows left out: sex is missing in 9, bill length is missing in 2."; empty where every row is used. */
function leftOutSentence({ leftOut = [] }: Pick<DatasetInfo, 'leftOut'>): string {
  const total = leftOutCount(leftOut);
  if (total === 0) return '';
  const rows = say('{total} {rows} left out', { total: formatCount(total), rows: total === 1 ? say('row') : say('rows') });
  if (leftOut.length === 1) return `${rows}: ${leftOut[0]!.reason}.`;
  return `${rows}: ${leftOut.toSorted((a, b) => b.count - a.count).map(({ reason, count }) => say('{reason} in {count}', { reason, count: formatCount(count) })).join(', ')}.`;
}
