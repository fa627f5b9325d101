/** How the text was read, as a sentence whose words can be changed. */
import { Choice, type ChoiceOption } from '../../components/Choice.tsx';
import type { Delimiter } from '../../datasets/csvSniff.ts';
import { readAs, useCsvImport } from '../../store/csvImport.ts';
import type { CsvFacts } from '../../worker/csvWork.ts';

const DELIMITERS: readonly ChoiceOption<Delimiter>[] = [
  { value: ',', label: 'commas' }, { value: ';', label: 'semicolons' }, { value: '\t', label: 'tabs' }, { value: '|', label: 'bars |' }, { value: ' ', label: 'spaces' },
];
const DECIMALS = [{ value: 'point', label: 'point (1.5)' }, { value: 'comma', label: 'comma (1,5)' }] as const;
const FIRST_ROWS = [{ value: 'names', label: 'names' }, { value: 'values', label: 'values' }] as const;

export function ImportPanelFormat({ facts: { format, encoding } }: { readonly facts: CsvFacts }) {
  const isReading = useCsvImport((state) => state.isReading);
  return (
    <p className="import-format">
      <Choice label="Cells parted by" value={format.delimiter} options={DELIMITERS} disabled={isReading} onChange={(delimiter) => { readAs({ delimiter }); }} />
      <Choice label="Decimal sign" value={format.decimal} options={DECIMALS} disabled={isReading} onChange={(decimal) => { readAs({ decimal }); }} />
      <Choice label="First row" value={format.hasHeader ? 'names' : 'values'} options={FIRST_ROWS} disabled={isReading} onChange={(first) => { readAs({ hasHeader: first === 'names' }); }} />
      {encoding !== 'UTF-8' && <span className="import-encoding">{`Read as ${encoding}.`}</span>}
    </p>
  );
}
