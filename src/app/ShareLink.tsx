/** The address of this moment, as text and as a code for cameras. */
import { useEffect, useMemo, useRef, useState } from 'react';
import { copyText } from '../components/copyText.ts';
import { fitsQrCode, LONGEST_QR_TEXT, QrCode } from '../components/QrCode.tsx';
import { SegmentedChoice } from '../components/SegmentedChoice.tsx';
import { TextButton } from '../components/TextButton.tsx';
import { lessonLink } from '../store/links.ts';
import { onlyHere, shortLink, wholeLink } from '../store/shareLink.ts';
import { isBeginning, type Moment } from '../store/shareMoment.ts';
import { formatCount } from '../viz/format.ts';
import { ShareSection } from './ShareSection.tsx';

type Form = 'whole' | 'short' | 'lesson';

const forms: readonly { readonly value: Form; readonly label: string }[] = [{ value: 'whole', label: 'with weights' }, { value: 'short', label: 'without weights' }];
/** Where there are no weights to leave out. */
const ofExperiment = { value: 'whole', label: 'experiment' } as const;
const ofLesson = { value: 'lesson', label: 'page of the lesson' } as const;

/** Longer addresses are cut by some programs. */
const LONG = 2000;

export function ShareLink({ moment }: { readonly moment: Moment }) {
  const page = lessonLink();
  const [form, setForm] = useState<Form>(page === null ? 'whole' : 'lesson');
  const [said, setSaid] = useState('');
  const [isLarge, setLarge] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const code = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!isLarge) return undefined;
    code.current?.scrollIntoView({ block: 'center' });
    // Escape leaves the large code first, then the dialog.
    const shrink = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      event.stopPropagation();
      setLarge(false);
    };
    document.addEventListener('keydown', shrink, true);
    return () => { document.removeEventListener('keydown', shrink, true); };
  }, [isLarge]);
  const links = useMemo(() => ({ whole: wholeLink(moment), short: shortLink(moment) }), [moment]);
  const hasWeights = links.whole.address !== links.short.address;
  const hasChoice = hasWeights || page !== null;
  const { address, note } = form === 'lesson' ? page ?? links.whole : links[form];
  const here = form === 'lesson' ? null : onlyHere(moment);
  const coded = here !== null ? undefined : [address, links.short.address].find(fitsQrCode);

  const sentences = [
    ...(here === null ? [] : [here]),
    // Where a link can hold no weights the note says all.
    note === null ? about(moment, hasWeights, form) : hasChoice ? `${about(moment, hasWeights, form)} ${note}` : note,
    ...(address.length > LONG ? [`It has ${formatCount(address.length)} letters; some programs cut links of more than ${formatCount(LONG)}.`] : []),
    ...(coded === undefined && here === null ? [`There is no QR code: a camera reads up to ${formatCount(LONGEST_QR_TEXT)} letters off a screen; ${hasWeights ? 'even the link without weights' : 'this link'} has ${formatCount(links.short.address.length)}.`] : []),
    ...(coded !== undefined && coded !== address ? [`The QR code is the link without weights: a camera reads up to ${formatCount(LONGEST_QR_TEXT)} letters off a screen; this link has ${formatCount(address.length)}.`] : []),
  ];

  const copy = async (): Promise<void> => {
    if (await copyText(address)) {
      setSaid('Copied.');
      return;
    }
    field.current?.focus();
    field.current?.select();
    setSaid('This browser does not let the page copy: press Ctrl C or ⌘ C, the link is selected.');
  };

  return (
    <ShareSection label="Link">
      <div className="share-link" data-large={isLarge && coded !== undefined}>
        <div className="share-link-text">
          {hasChoice && <SegmentedChoice label="The link" hideLabel value={form} options={[...(page === null ? [] : [ofLesson]), ...(hasWeights ? forms : [ofExperiment])]} onChange={(chosen) => { setForm(chosen); setSaid(''); }} />}
          <textarea ref={field} aria-label="Link" readOnly rows={4} spellCheck={false} value={address} onFocus={(event) => { event.currentTarget.select(); }} />
          <p className="share-row">
            <TextButton look="framed" onClick={() => { void copy(); }}>Copy link</TextButton>
            <span role="status">{said}</span>
          </p>
          {sentences.map((sentence) => <p key={sentence} className="share-link-said">{sentence}</p>)}
        </div>
        {coded !== undefined && (
          <button ref={code} type="button" className="share-link-code" aria-expanded={isLarge} title={isLarge ? 'Smaller' : 'Larger, to be read from afar'} onClick={() => { setLarge(!isLarge); }}>
            <QrCode text={coded} label={coded === address ? 'QR code of the link' : 'QR code of the link without weights'} />
          </button>
        )}
      </div>
    </ShareSection>
  );
}

function about(moment: Moment, hasChoice: boolean, form: Form): string {
  if (form === 'lesson') return 'Opening it shows this page of the lesson, set up as it begins.';
  if (!hasChoice && isBeginning(moment) && moment.experiment.initialization.given !== undefined) return 'Opening it starts a new run with these settings, from the given weights that this run begins with.';
  if (!hasChoice) return isBeginning(moment) ? 'Nothing has been trained yet: opening it starts a new run with these settings, from the same initial weights.' : 'Opening it starts a new run with these settings, from their initial weights.';
  if (form === 'short') return 'Opening it starts a new run with these settings, from their initial weights.';
  return `Opening it starts a new run with these settings, from the weights ${moment.saved.state.step === 0 ? 'of now, before the first step' : 'of this step'}.`;
}
