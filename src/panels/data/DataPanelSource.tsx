/** Where measured data are from, under which licence, and what was done to them before the network sees them. */
import { Popover } from '../../components/Popover.tsx';
import { infoOf, type DatasetInfo } from '../../datasets/index.ts';
import { leftOutCount } from '../../datasets/table.ts';
import { useNabla } from '../../store/nabla.ts';
import { formatCount } from '../../viz/format.ts';

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
      <Popover label={isOwn ? 'The table' : 'Source and licence'} trigger={isOwn ? rowsText(info) : 'Source and licence'}>
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
  return lost > 0 ? `${formatCount(lost)} ${lost === 1 ? 'row' : 'rows'} left out` : 'About this table';
}

/** "8 inputs: numbers standardised, categories as 0 or 1." */
function doneSentence({ inputs, inputNames, task }: Pick<DatasetInfo, 'inputs' | 'inputNames' | 'task'>): string {
  const divided = inputNames[0]?.match(/divided by (\d+)/)?.[1];
  const parts = [
    inputNames.some((name) => name.endsWith('standardised)')) ? `numbers standardised${task === 'regression' ? ', the target too' : ''}` : '',
    divided === undefined ? '' : `grey values divided by ${divided}`,
    inputNames.some((name) => name.includes(': ')) ? 'categories as 0 or 1' : '',
  ].filter((part) => part !== '');
  return `${inputs} ${inputs === 1 ? 'input' : 'inputs'}${parts.length === 0 ? '' : `: ${parts.join(', ')}`}.`;
}

/** "11 rows left out: sex is missing in 9, bill length is missing in 2."; empty where every row is used. */
function leftOutSentence({ leftOut = [] }: Pick<DatasetInfo, 'leftOut'>): string {
  const total = leftOutCount(leftOut);
  if (total === 0) return '';
  const rows = `${formatCount(total)} ${total === 1 ? 'row' : 'rows'} left out`;
  if (leftOut.length === 1) return `${rows}: ${leftOut[0]!.reason}.`;
  return `${rows}: ${leftOut.toSorted((a, b) => b.count - a.count).map(({ reason, count }) => `${reason} in ${formatCount(count)}`).join(', ')}.`;
}
