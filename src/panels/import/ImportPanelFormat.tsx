/** How the text was read, as a sentence whose words can be changed. */
import { Choice, type ChoiceOption } from '../../components/Choice.tsx';
import type { Delimiter } from '../../datasets/csvSniff.ts';
import { readAs, useCsvImport } from '../../store/csvImport.ts';
import type { CsvFacts } from '../../worker/csvWork.ts';
import { say } from '../../words/say.ts';

const DELIMITERS: readonly ChoiceOption<Delimiter>[] = [
  { value: ',', label: say('commas') }, { value: ';', label: say('semicolons') }, { value: '\t', label: say('tabs') }, { value: '|', label: say('bars |') }, { value: ' ', label: say('spaces') },
];
const DECIMALS = [{ value: 'point', label: say('point (1.5)') }, { value: 'comma', label: say('comma (1,5)') }] as const;
const FIRST_ROWS = [{ value: 'names', label: say('names') }, { value: 'values', label: say('values') }] as const;

export function ImportPanelFormat({ facts: { format, encoding } }: { readonly facts: CsvFacts }) {
  const isReading = useCsvImport((state) => state.isReading);
  return (
    <p className="import-format">
      <Choice label={say('Cells parted by')} value={format.delimiter} options={DELIMITERS} disabled={isReading} onChange={(delimiter) => { readAs({ delimiter }); }} />
      <Choice label={say('Decimal sign')} value={format.decimal} options={DECIMALS} disabled={isReading} onChange={(decimal) => { readAs({ decimal }); }} />
      <Choice label={say('First row')} value={format.hasHeader ? 'names' : 'values'} options={FIRST_ROWS} disabled={isReading} onChange={(first) => { readAs({ hasHeader: first === 'names' }); }} />
      {encoding !== 'UTF-8' && <span className="import-encoding">{say('Read as {encoding}.', { encoding })}</span>}
    </p>
  );
}
