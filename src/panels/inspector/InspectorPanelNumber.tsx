/** One named number of the present frame, refreshed at most ten times a second, in a place of fixed width. */
import { MathText } from '../../components/MathText.tsx';
import { useSlowFrame } from '../../store/frameStore.ts';
import type { TrainingFrame } from '../../worker/protocol.ts';
import { formatExact } from '../../viz/format.ts';
import type { Address } from '../../explain/address.ts';
import { InspectorPanelOpen } from './InspectorPanelOpen.tsx';
import { NOT_YET, numberText, signedText } from './InspectorPanelText.ts';
import { say } from '../../words/say.ts';

export function InspectorPanelNumber({ name, title, read, signed = false, tone, opens, next, prepare }: {
  readonly name: string;
  /** What the name stands for; the name is then a symbol. */
  readonly title?: string;
  /** undefined or NaN before it is computed. */
  readonly read: (frame: TrainingFrame) => number | undefined;
  readonly signed?: boolean;
  readonly tone?: 'grad' | 'sign';
  /** The quantity that a click explains, if there is one. */
  readonly opens?: Address | null;
  /** Of a number that is not one of the next update, the only one that is explained: its like there, which the name opens. */
  readonly next?: { readonly opens: Address; readonly name: string };
  readonly prepare?: () => void;
}) {
  const value = useSlowFrame((frame) => (frame === null ? Number.NaN : read(frame) ?? Number.NaN));
  const known = !Number.isNaN(value);
  const text = known ? (signed ? signedText(value) : numberText(value)) : NOT_YET;
  const look = {
    title: known ? formatExact(value) : say('not computed yet'),
    'data-tone': tone === 'grad' ? 'grad' : undefined,
    'data-sign': tone === 'sign' && known ? (value < 0 ? 'neg' : 'pos') : undefined,
  } as const;
  return (
    <div>
      <dt title={title}>{next !== undefined ? <InspectorPanelOpen {...next}>{name}</InspectorPanelOpen> : title === undefined ? name : <><MathText>{name}</MathText><span className="unseen">, {title}</span></>}</dt>
      <dd>
        {opens === undefined || opens === null
          ? <b className="inspector-value" {...look}>{text}</b>
          : <InspectorPanelOpen className="inspector-value" opens={opens} name={say('the {title}', { title: title ?? name })} {...(prepare === undefined ? {} : { prepare })} {...look}>{text}</InspectorPanelOpen>}
      </dd>
    </div>
  );
}
