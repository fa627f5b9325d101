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
import { nabla } from '../store/nabla.ts';
import { say } from '../words/say.ts';

type Form = 'whole' | 'short' | 'lesson';

const forms: readonly { readonly value: Form; readonly label: string }[] = [{ value: 'whole', label: say('with weights') }, { value: 'short', label: say('without weights') }];
/** Where there are no weights to leave out. */
const ofExperiment = { value: 'whole', label: say('experiment') } as const;
const ofLesson = { value: 'lesson', label: say('page of the lesson') } as const;

/** Longer addresses are cut by some programs. */
const LONG = 2000;

export function ShareLink({ moment }: { readonly moment: Moment }) {
  const page = lessonLink();
  const [form, setForm] = useState<Form>(page === null ? 'whole' : 'lesson');
  const [said, setSaid] = useState('');
  // A hall reads it from afar.
  const [isLarge, setLarge] = useState(() => nabla.getState().presenting);
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
    ...(address.length > LONG ? [say('It has {count} letters; some programs cut links of more than {long}.', { count: formatCount(address.length), long: formatCount(LONG) })] : []),
    ...(coded === undefined && here === null ? [say('There is no QR code: a camera reads up to {longestQrText} letters off a screen; {link} has {count}.', { longestQrText: formatCount(LONGEST_QR_TEXT), link: hasWeights ? say('even the link without weights') : say('this link'), count: formatCount(links.short.address.length) })] : []),
    ...(coded !== undefined && coded !== address ? [say('The QR code is the link without weights: a camera reads up to {longestQrText} letters off a screen; this link has {count}.', { longestQrText: formatCount(LONGEST_QR_TEXT), count: formatCount(address.length) })] : []),
  ];

  const copy = async (): Promise<void> => {
    if (await copyText(address)) {
      setSaid(say('Copied.'));
      return;
    }
    field.current?.focus();
    field.current?.select();
    setSaid(say('This browser does not let the page copy: press Ctrl C or ⌘ C, the link is selected.'));
  };

  return (
    <ShareSection label={say('Link')}>
      <div className="share-link" data-large={isLarge && coded !== undefined}>
        <div className="share-link-text">
          {hasChoice && <SegmentedChoice label={say('The link')} hideLabel value={form} options={[...(page === null ? [] : [ofLesson]), ...(hasWeights ? forms : [ofExperiment])]} onChange={(chosen) => { setForm(chosen); setSaid(''); }} />}
          <textarea ref={field} aria-label={say('Link')} readOnly rows={4} spellCheck={false} value={address} onFocus={(event) => { event.currentTarget.select(); }} />
          <p className="share-row">
            <TextButton look="framed" onClick={() => { void copy(); }}>{say('Copy link')}</TextButton>
            <span role="status">{said}</span>
          </p>
          {sentences.map((sentence) => <p key={sentence} className="share-link-said">{sentence}</p>)}
        </div>
        {coded !== undefined && (
          <button ref={code} type="button" className="share-link-code" aria-expanded={isLarge} title={isLarge ? say('Smaller') : say('Larger, to be read from afar')} onClick={() => { setLarge(!isLarge); }}>
            <QrCode text={coded} label={coded === address ? say('QR code of the link') : say('QR code of the link without weights')} />
          </button>
        )}
      </div>
    </ShareSection>
  );
}

function about(moment: Moment, hasChoice: boolean, form: Form): string {
  if (form === 'lesson') return say('Opening it shows this page of the lesson, set up as it begins.');
  if (!hasChoice && isBeginning(moment) && moment.experiment.initialization.given !== undefined) return say('Opening it starts a new run with these settings, from the given weights that this run begins with.');
  if (!hasChoice) return isBeginning(moment) ? say('Nothing has been trained yet: opening it starts a new run with these settings, from the same initial weights.') : say('Opening it starts a new run with these settings, from their initial weights.');
  if (form === 'short') return say('Opening it starts a new run with these settings, from their initial weights.');
  return say('Opening it starts a new run with these settings, from the weights {moment}.', { moment: moment.saved.state.step === 0 ? say('of now, before the first step') : say('of this step') });
}
