/** The one sentence the page has to say now. It takes room of its own, so that it covers nothing, until it is put away (Escape). */
import { Notice } from '../../components/Notice.tsx';
import { dismissNotice, escapeDivergence, undo } from '../../store/actions.ts';
import { useNabla, type NoticeAction } from '../../store/nabla.ts';
import { selectNotice } from '../../store/selectors.ts';
import './Notices.css';

const actions: Record<NoticeAction, { readonly label: string; readonly onClick: () => void }> = {
  undo: { label: 'Undo this', onClick: undo },
  goBackBefore: { label: 'Go back to before', onClick: () => { escapeDivergence('goBackBefore'); } },
  reload: { label: 'Reload', onClick: () => { location.reload(); } },
  halveEta: { label: 'Halve η', onClick: () => { escapeDivergence('halveEta'); } },
};

export function Notices() {
  const notice = useNabla(selectNotice);
  if (notice === null) return null;
  return (
    <div className="notices">
      <Notice
        text={notice.text} tone={notice.tone}
        actions={(notice.actions ?? []).map((name) => actions[name])}
        onDismiss={dismissNotice}
      />
    </div>
  );
}
