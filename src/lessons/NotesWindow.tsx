/** The speaker's notes in a window of their own: of the page that is shown, with the next one's title and the time that has passed. */
import { useEffect, useRef, useState } from 'react';
import { TextButton } from '../components/TextButton.tsx';
import { notesChannel, type FromNotes, type NotedPage, type ToNotes } from '../store/speakerNotes.ts';
import { LessonSentence, LessonText } from './LessonText.tsx';
import './notes.css';
import { told } from '../components/told.tsx';
import { say } from '../words/say.ts';

/** Keys of a clicker, and of a hand that knows which way is on. */
const TURNS: Readonly<Record<string, 1 | -1>> = { PageDown: 1, ArrowRight: 1, PageUp: -1, ArrowLeft: -1 };

export function NotesWindow({ name }: { readonly name: string }) {
  const [page, setPage] = useState<NotedPage | null>(null);
  const ask = useRef<(wish: FromNotes) => void>(() => { /* The channel is not open yet. */ });
  useEffect(() => {
    document.title = say('Speaker notes – Nabla');
    const channel = notesChannel(name);
    // The rule means windows: this reaches the same origin only.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    ask.current = (wish) => { channel.postMessage(wish); };
    const onMessage = ({ data }: MessageEvent<ToNotes>): void => { setPage(data.page); };
    const onKeyDown = (event: KeyboardEvent): void => {
      const turn = TURNS[event.key];
      if (turn === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      ask.current({ turn });
    };
    channel.addEventListener('message', onMessage);
    window.addEventListener('keydown', onKeyDown);
    ask.current({ turn: null });
    return () => {
      window.removeEventListener('keydown', onKeyDown);
      channel.close();
    };
  }, [name]);

  return (
    <main className="notes">
      <header className="notes-head">
        <p>{page === null ? say('Speaker notes') : <>{told('{strong} page {page} of {count}', { strong: <strong>{page.lesson}</strong>, page: page.page, count: page.count })}</>}</p>
        <Clock />
      </header>
      <div className="notes-page" aria-live="polite">
        {page === null ? <p>{say('No page of a lesson is shown just now. Go to one, and its notes stand here.')}</p> : (
          <>
            <h1><LessonSentence text={page.title} /></h1>
            {page.notes === null ? <p>{say('This page has no notes.')}</p> : <LessonText text={page.notes} />}
          </>
        )}
      </div>
      {page !== null && (
        <footer className="notes-foot">
          <p>{page.next === null ? say('This is the last page.') : <>{say('Next:')}{' '}<LessonSentence text={page.next} /></>}</p>
          <TextButton look="framed" aria-disabled={page.page <= 1} shortcut={say('Page Up')} onClick={() => { ask.current({ turn: -1 }); }}>{say('Previous page')}</TextButton>
          <TextButton look="framed" aria-disabled={page.next === null} shortcut={say('Page Down')} className="notes-next" onClick={() => { ask.current({ turn: 1 }); }}>{say('Next page')}</TextButton>
        </footer>
      )}
    </main>
  );
}

/** Minutes and seconds since the window was opened, or since they were set to 0. */
function Clock() {
  const [began, setBegan] = useState(() => Date.now());
  const [now, setNow] = useState(began);
  useEffect(() => {
    const timer = setInterval(() => { setNow(Date.now()); }, 1000);
    return () => { clearInterval(timer); };
  }, []);
  const seconds = Math.max(0, Math.floor((now - began) / 1000));
  return (
    <p className="notes-clock">
      <span role="timer" aria-label={say('Time passed')}>{Math.floor(seconds / 60)}:{String(seconds % 60).padStart(2, '0')}</span>
      <TextButton onClick={() => {
        setBegan(Date.now());
        setNow(Date.now());
      }}
      >
        {say('Back to 0:00')}
      </TextButton>
    </p>
  );
}
