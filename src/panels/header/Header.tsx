/** The top line: the name, the views, and what concerns the whole page. */
import { useRef, useSyncExternalStore, type KeyboardEvent } from 'react';
import { IconButton } from '../../components/IconButton.tsx';
import { Icon } from '../../components/Icons.tsx';
import { Popover } from '../../components/Popover.tsx';
import { TextButton } from '../../components/TextButton.tsx';
import { chooseView, redo, setPresenting, setTheme, undo } from '../../store/actions.ts';
import { useNabla, type Theme, type ViewName } from '../../store/nabla.ts';
import { selectCanRedo, selectCanUndo, selectPresenting, selectRedoLabel, selectTab, selectTheme, selectUndoLabel } from '../../store/selectors.ts';
import './Header.css';

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
      <h1 className="header-name"><Icon name="nabla" size={16} /> Nabla</h1>
      <ViewTabs views={views} panelId={panelId} />
      <div className="header-tools">
        <UndoButtons />
        <div className="header-words">
          <PageTools {...tools} />
        </div>
        <Popover label="More" trigger={<Icon name="more" />} look="plain" className="header-more">
          {(close) => (
            <div className="header-menu" onClickCapture={close}>
              <UndoWords />
              <PageTools {...tools} />
            </div>
          )}
        </Popover>
      </div>
      {presenting && <TextButton look="plain" className="header-leave" onClick={() => { setPresenting(false); }}>Esc to leave</TextButton>}
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
    <div ref={list} role="tablist" aria-label="Views" className="header-tabs">
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
      <IconButton label="Undo" icon="undo" disabled={!canUndo} title={canUndo ? `Undo ${undoLabel}` : 'Nothing to undo'} onClick={undo} />
      <IconButton label="Redo" icon="redo" disabled={!canRedo} title={canRedo ? `Redo ${redoLabel}` : 'Nothing to redo'} onClick={redo} />
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
      <TextButton look="plain" disabled={!canUndo} onClick={undo}>{canUndo ? `Undo: ${undoLabel}` : 'Undo'}</TextButton>
      <TextButton look="plain" disabled={!canRedo} onClick={redo}>{canRedo ? `Redo: ${redoLabel}` : 'Redo'}</TextButton>
    </>
  );
}

function PageTools({ onShare, onShowKeys, onShowCommands }: Pick<HeaderProps, 'onShare' | 'onShowKeys' | 'onShowCommands'>) {
  const isDark = useIsDark(useNabla(selectTheme));
  const other = isDark ? 'Light' : 'Dark';
  const isEmbedded = useNabla((state) => state.embed !== null);
  return (
    <>
      {onShare !== undefined && <TextButton look="plain" shortcut="Link, files, code and pictures of this moment" onClick={onShare}>Share</TextButton>}
      {!isEmbedded && <TextButton look="plain" shortcut="Bigger type for a projector (P)" onClick={() => { setPresenting(true); }}>Present</TextButton>}
      <TextButton look="plain" label={`${other} theme`} onClick={() => { setTheme(isDark ? 'light' : 'dark'); }}>{other}</TextButton>
      <TextButton look="plain" shortcut="Every command by name (Ctrl or ⌘ K)" onClick={onShowCommands}>Commands</TextButton>
      <TextButton look="plain" shortcut="Every key (?)" onClick={onShowKeys}>Keys</TextButton>
    </>
  );
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
