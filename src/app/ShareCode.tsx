/** The moment as a program that rebuilds it and trains on, in three languages; fetched and written when one is chosen. */
import { useEffect, useRef, useState } from 'react';
import { CodeBlock } from '../components/CodeBlock.tsx';
import { copyText } from '../components/copyText.ts';
import { download } from '../components/download.ts';
import { TextButton } from '../components/TextButton.tsx';
import { codeOfMoment, codeFiles, codeLanguageNames, type CodeLanguage } from '../store/shareCode.ts';
import { reasonOf, type Moment } from '../store/shareMoment.ts';
import { notFetched } from '../viz/notFetched.ts';
import { ShareSection } from './ShareSection.tsx';
import { say } from '../words/say.ts';

type Written = { readonly moment: Moment; readonly language: CodeLanguage; readonly text: string | null; readonly problem: string | null };

function problemOf(error: unknown): string {
  const reason = reasonOf(error);
  return reason === null ? notFetched(say('What writes programs')) : say('There is no program of this moment: {problem}.', { problem: reason });
}

export function ShareCode({ moment }: { readonly moment: Moment }) {
  const [language, setLanguage] = useState<CodeLanguage | null>(null);
  const [written, setWritten] = useState<Written | null>(null);
  const [said, setSaid] = useState('');
  useEffect(() => {
    if (language === null) return;
    let isWanted = true;
    void (async () => {
      const text = await codeOfMoment(language, moment).catch((error: unknown) => ({ problem: problemOf(error) }));
      if (isWanted) setWritten({ moment, language, ...(typeof text === 'string' ? { text, problem: null } : { text: null, ...text }) });
    })();
    return () => { isWanted = false; };
  }, [language, moment]);
  const code = useRef<HTMLDivElement>(null);
  const isWritten = written !== null && written.language === language;
  // The program stands below the edge of the dialog: where one is asked for, it is brought into sight.
  useEffect(() => {
    if (isWritten) code.current?.scrollIntoView({ block: 'nearest' });
  }, [isWritten, language]);
  const shown = written?.moment === moment && written.language === language ? written : null;
  return (
    <ShareSection label={say('Code')}>
      <p>{say('A program that rebuilds this network with its weights, its data and its training, and trains on from here.')}</p>
      <p className="share-row share-languages">
        {codeLanguageNames.map((name) => (
          <TextButton key={name} aria-pressed={name === language} onClick={() => { setLanguage(name === language ? null : name); setSaid(''); }}>{codeFiles[name].label}</TextButton>
        ))}
      </p>
      {language !== null && (
        <div ref={code} className="share-code" aria-busy={shown === null}>
          {shown?.problem != null && <p>{shown.problem}</p>}
          {shown?.text != null && (
            <>
              <CodeBlock label={say('{label} program', { label: codeFiles[language].label })} text={shown.text} language={codeFiles[language].grammar} />
              <p className="share-row">
                <TextButton label={say('Copy {label}', { label: codeFiles[language].label })} onClick={() => { void copy(shown.text ?? ''); }}>{say('Copy')}</TextButton>
                <TextButton
                  label={say('Download {label}', { label: codeFiles[language].label })}
                  onClick={() => { download(shown.text ?? '', codeFiles[language].fileName, codeFiles[language].mediaType); }}
                >
                  {say('Download')}
                </TextButton>
                <span role="status">{said}</span>
              </p>
            </>
          )}
        </div>
      )}
    </ShareSection>
  );

  async function copy(text: string): Promise<void> {
    setSaid(await copyText(text) ? say('Copied.') : say('This browser does not let the page copy; Download has the same text.'));
  }
}
