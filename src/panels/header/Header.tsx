/** The top line: the name, the views, and what concerns the whole page. */
import { useRef, useSyncExternalStore, type KeyboardEvent } from 'react';
import { IconButton } from '../../components/IconButton.tsx';
import { Icon } from '../../components/Icons.tsx';
import { Popover } from '../../components/Popover.tsx';
import { TextButton } from '../../components/TextButton.tsx';
import { chooseView, redo, setPresenting, setTheme, undo } from '../../store/actions.ts';
import { setLanguage } from '../../store/pageLanguage.ts';
import { useNabla, type Theme, type ViewName } from '../../store/nabla.ts';
import { selectCanRedo, selectCanUndo, selectPresenting, selectRedoLabel, selectTab, selectTheme, selectUndoLabel } from '../../store/selectors.ts';
import './Header.css';
import { language, languages, type Language } from '../../words/language.ts';
import { say } from '../../words/say.ts';

export type ViewTab = { readonly name: ViewName; readonly label: string };

export type HeaderProps = {
  /** The views there are, in the order of their number keys. */
  readonly views: readonly ViewTab[];
  /** Id of the element that holds the present view. */
  readonly panelId: string;
  /** Absent: there is nothing to share from here. */
  readonly onShare?: () => void;
  readonly onShowKeys: () => void;
  readonly onShowCommands: () => void;
};

export function Header({ views, panelId, ...tools }: HeaderProps) {
  const presenting = useNabla(selectPresenting);
  return (
    <header className="header">
      <h1 className="header-name"><Icon name="nabla" size={16} />{' '}{say('Nabla')}</h1>
      <ViewTabs views={views} panelId={panelId} />
      <div className="header-tools">
        <UndoButtons />
        <div className="header-words">
          <PageTools {...tools} />
        </div>
        <Popover label={say('More')} trigger={<Icon name="more" />} look="plain" className="header-more">
          {(close) => (
            <div className="header-menu" onClickCapture={close}>
              <UndoWords />
              <PageTools {...tools} />
            </div>
          )}
        </Popover>
      </div>
      {presenting && <TextButton look="plain" className="header-leave" onClick={() => { setPresenting(false); }}>{say('Esc to leave')}</TextButton>}
    </header>
  );
}

function ViewTabs({ views, panelId }: { readonly views: readonly ViewTab[]; readonly panelId: string }) {
  const view = useNabla(selectTab);
  const list = useRef<HTMLDivElement>(null);

  const walk = (event: KeyboardEvent): void => {
    const at = views.findIndex((each) => each.name === view);
    const to = event.key === 'ArrowRight' ? at + 1 : event.key === 'ArrowLeft' ? at - 1 : event.key === 'Home' ? 0 : event.key === 'End' ? views.length - 1 : null;
    if (to === null) return;
    event.preventDefault();
    const next = views[(to + views.length) % views.length];
    if (next === undefined) return;
    chooseView(next.name);
    list.current?.querySelector<HTMLElement>(`[data-view="${next.name}"]`)?.focus();
  };

  return (
    <div ref={list} role="tablist" aria-label={say('Views')} className="header-tabs">
      {views.map(({ name, label }, index) => (
        <button
          key={name} type="button" role="tab" id={`tab-${name}`} data-view={name}
          aria-selected={name === view} aria-controls={panelId} tabIndex={name === view ? 0 : -1}
          className="header-tab" title={`${label} (${index + 1})`}
          onClick={({ detail }) => {
            chooseView(name);
            // Chosen with the pointer, the view gets the focus: its arrow keys are then for stepping, not for the tabs.
            if (detail > 0) document.getElementById(panelId)?.focus({ preventScroll: true });
          }}
          onKeyDown={walk}
        >
          {label}
        </button>
      ))}
    </div>
  );
}

function UndoButtons() {
  const canUndo = useNabla(selectCanUndo);
  const canRedo = useNabla(selectCanRedo);
  const undoLabel = useNabla(selectUndoLabel);
  const redoLabel = useNabla(selectRedoLabel);
  return (
    <div className="header-undo">
      <IconButton label={say('Undo')} icon="undo" disabled={!canUndo} title={canUndo ? say('Undo {undoLabel}', { undoLabel }) : say('Nothing to undo')} onClick={undo} />
      <IconButton label={say('Redo')} icon="redo" disabled={!canRedo} title={canRedo ? say('Redo {redoLabel}', { redoLabel }) : say('Nothing to redo')} onClick={redo} />
    </div>
  );
}

/** On a phone, where all views need the line. */
function UndoWords() {
  const canUndo = useNabla(selectCanUndo);
  const canRedo = useNabla(selectCanRedo);
  const undoLabel = useNabla(selectUndoLabel);
  const redoLabel = useNabla(selectRedoLabel);
  return (
    <>
      <TextButton look="plain" disabled={!canUndo} onClick={undo}>{canUndo ? say('Undo: {undoLabel}', { undoLabel }) : say('Undo')}</TextButton>
      <TextButton look="plain" disabled={!canRedo} onClick={redo}>{canRedo ? say('Redo: {redoLabel}', { redoLabel }) : say('Redo')}</TextButton>
    </>
  );
}

function PageTools({ onShare, onShowKeys, onShowCommands }: Pick<HeaderProps, 'onShare' | 'onShowKeys' | 'onShowCommands'>) {
  const isDark = useIsDark(useNabla(selectTheme));
  const other = isDark ? say('Light') : say('Dark');
  const isEmbedded = useNabla((state) => state.embed !== null);
  return (
    <>
      {onShare !== undefined && <TextButton look="plain" shortcut={say('Link, files, code and pictures of this moment')} onClick={onShare}>{say('Share')}</TextButton>}
      {!isEmbedded && <TextButton look="plain" shortcut={say('Bigger type for a projector (P)')} onClick={() => { setPresenting(true); }}>{say('Present')}</TextButton>}
      <TextButton look="plain" label={say('{other} theme', { other })} onClick={() => { setTheme(isDark ? 'light' : 'dark'); }}>{other}</TextButton>
      {!isEmbedded && <LanguageButton />}
      <TextButton look="plain" shortcut={say('Every command by name (Ctrl or ⌘ K)')} onClick={onShowCommands}>{say('Commands')}</TextButton>
      <TextButton look="plain" shortcut={say('Every key (?)')} onClick={onShowKeys}>{say('Keys')}</TextButton>
    </>
  );
}

/** The page in its other language, by that language's own name. */
function LanguageButton() {
  const other: Language = language === 'en' ? 'de' : 'en';
  return <TextButton look="plain" lang={other} onClick={() => { void setLanguage(other); }}>{languages[other]}</TextButton>;
}

/** Whether the page is dark now: as chosen, else as the system is. */
function useIsDark(theme: Theme): boolean {
  const system = useSyncExternalStore(watchScheme, systemIsDark, () => false);
  return theme === 'system' ? system : theme === 'dark';
}

const DARK = '(prefers-color-scheme: dark)';

function systemIsDark(): boolean {
  return matchMedia(DARK).matches;
}

function watchScheme(listener: () => void): () => void {
  const query = matchMedia(DARK);
  query.addEventListener('change', listener);
  return () => { query.removeEventListener('change', listener); };
}
