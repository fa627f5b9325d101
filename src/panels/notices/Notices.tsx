/** The one sentence the page has to say now. It takes room of its own, so that it covers nothing, until it is put away (Escape). */
import { Notice } from '../../components/Notice.tsx';
import { dismissNotice, escapeDivergence, undo } from '../../store/actions.ts';
import { useNabla, type NoticeAction } from '../../store/nabla.ts';
import { selectNotice } from '../../store/selectors.ts';
import './Notices.css';
import { say } from '../../words/say.ts';

const actions: Record<NoticeAction, { readonly label: string; readonly onClick: () => void }> = {
  undo: { label: say('Undo this'), onClick: undo },
  goBackBefore: { label: say('Go back to before'), onClick: () => { escapeDivergence('goBackBefore'); } },
  reload: { label: say('Reload'), onClick: () => { location.reload(); } },
  halveEta: { label: say('Halve η'), onClick: () => { escapeDivergence('halveEta'); } },
};

export function Notices() {
  const notice = useNabla(selectNotice);
  return (
    // Always there: what comes together with its live region is not heard everywhere.
    <div className="notices" aria-live="polite">
      {notice === null ? null : (
        <Notice
          text={notice.text} tone={notice.tone}
          actions={(notice.actions ?? []).map((name) => actions[name])}
          onDismiss={dismissNotice}
        />
      )}
    </div>
  );
}
