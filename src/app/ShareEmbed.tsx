/** This moment inside another page: which parts it shows there, in what frame, and whom it answers. */
import { useId, useRef, useState } from 'react';
import { Choice } from '../components/Choice.tsx';
import { copyText } from '../components/copyText.ts';
import { NumberField } from '../components/NumberField.tsx';
import { SegmentedChoice } from '../components/SegmentedChoice.tsx';
import { TextButton } from '../components/TextButton.tsx';
import { labelOf } from '../config/tasks.ts';
import { embedParts, originOf, usualEmbedParts, type EmbedPart, type EmbedTheme } from '../share/embedAddress.ts';
import { embedSnippet, frameLimits } from '../share/embedSnippet.ts';
import { embeddedViews } from '../store/linkText.ts';
import { embeddedAddress } from '../store/links.ts';
import type { ViewName } from '../store/nabla.ts';
import { onlyHere, shortLink, wholeLink } from '../store/shareLink.ts';
import { isBeginning, type Moment } from '../store/shareMoment.ts';
import { ShareSection } from './ShareSection.tsx';
import { views } from './views.ts';
import { say } from '../words/say.ts';

const themes: readonly { readonly value: EmbedTheme; readonly label: string }[] = [
  { value: 'system', label: say('as the system') }, { value: 'light', label: say('light') }, { value: 'dark', label: say('dark') },
];
const weightForms = [{ value: 'short', label: say('without weights') }, { value: 'whole', label: say('with weights') }] as const;
const viewOptions = views.filter(({ name }) => embeddedViews.includes(name)).map(({ name, label }) => ({ value: name, label }));

export function ShareEmbed({ moment }: { readonly moment: Moment }) {
  const [parts, setParts] = useState<readonly EmbedPart[]>(usualEmbedParts);
  const [view, setView] = useState<ViewName>('play');
  const [theme, setTheme] = useState<EmbedTheme>('system');
  const [form, setForm] = useState<'short' | 'whole'>('short');
  const [width, setWidth] = useState(800);
  const [height, setHeight] = useState(500);
  const [typed, setTyped] = useState('');
  const [said, setSaid] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  const problemId = useId();
  if (onlyHere(moment) !== null) return <ShareSection label={say('Embed')}><p>{say('Another page cannot show this: your own table stays on this device.')}</p></ShareSection>;

  const origin = typed.trim() === '' ? null : originOf(typed.trim());
  const problem = typed.trim() !== '' && origin === null ? say('“{origin}” is no origin like https://school.example: no path, no star.', { origin: typed.trim().slice(0, 40) }) : null;
  const links = { short: shortLink(moment), whole: wholeLink(moment) };
  const address = embeddedAddress(links[form].address, view, { parts, theme, origin });
  const snippet = embedSnippet({ address, title: say('Nabla: {table}', { table: labelOf(moment.experiment.data) }), parts, width, height });

  const choose = (part: EmbedPart, isShown: boolean): void => {
    setParts(embedParts.map(({ id }) => id).filter((id) => (id === part ? isShown : parts.includes(id))));
    setSaid('');
  };
  const copy = async (): Promise<void> => {
    if (await copyText(snippet)) {
      setSaid(say('Copied.'));
      return;
    }
    field.current?.focus();
    field.current?.select();
    setSaid(say('This browser does not let the page copy: press Ctrl C or ⌘ C, the snippet is selected.'));
  };

  return (
    <ShareSection label={say('Embed')}>
      <div className="share-embed">
        <p>{say('This moment inside another page, in a frame that shows no more than you choose.')}</p>
        <fieldset>
          <legend>{say('Parts')}</legend>
          <div className="share-embed-parts">
            {embedParts.map(({ id, label, inPlay }) => (
              <label key={id}>
                <input
                  type="checkbox" checked={parts.includes(id)} disabled={(inPlay && view !== 'play') || (parts.length === 1 && parts.includes(id))}
                  onChange={(event) => { choose(id, event.currentTarget.checked); }}
                />
                {label}
              </label>
            ))}
          </div>
        </fieldset>
        <p className="share-row">
          <Choice label={say('View')} value={view} options={viewOptions} onChange={setView} />
          <NumberField label={say('Width')} showLabel integer value={width} {...frameLimits.width} onCommit={setWidth} />
          <NumberField label={say('Height')} showLabel integer value={height} {...frameLimits.height} onCommit={setHeight} />
        </p>
        <div className="share-row">
          <SegmentedChoice label={say('Theme')} value={theme} options={themes} onChange={setTheme} />
          {!isBeginning(moment) && links.whole.address !== links.short.address && <SegmentedChoice label={say('Settings')} value={form} options={weightForms} onChange={setForm} />}
        </div>
        <label className="share-embed-origin">
          <span>{say('Page it may talk to')}</span>
          <input
            type="text" inputMode="url" spellCheck={false} autoComplete="off" placeholder={say('https://school.example')} value={typed} aria-invalid={problem !== null}
            {...(problem === null ? {} : { 'aria-describedby': problemId })} onChange={(event) => { setTyped(event.currentTarget.value); }}
          />
        </label>
        {problem !== null && <p id={problemId} role="alert">{problem}</p>}
        <textarea ref={field} aria-label={say('Snippet')} readOnly rows={5} spellCheck={false} value={snippet} onFocus={(event) => { event.currentTarget.select(); }} />
        <p className="share-row">
          <TextButton look="framed" onClick={() => { void copy(); }}>{say('Copy snippet')}</TextButton>
          <span role="status">{said}</span>
        </p>
        <p className="share-link-said">
          {origin === null
            ? say('It answers no messages. With the origin of the page around it, that page can play, step, read and set the experiment.')
            : <>{`${say('Scripts of {origin} can send it', { origin })} `}<code>{'{ nabla: 1, type: \'play\' }'}</code>{` ${say('and more by postMessage; the README lists them.')}`}</>}
          {` ${say('It tells its height as lti.frameResize, which learning platforms follow.')}`}
        </p>
      </div>
    </ShareSection>
  );
}
