/** One sentence that has to be read now, what can be done about it, and a way to put it away. */
import { IconButton } from './IconButton.tsx';
import { TextButton } from './TextButton.tsx';
import './Notice.css';
import { say } from '../words/say.ts';

export type NoticeProps = {
  readonly text: string;
  readonly tone?: 'info' | 'warning';
  readonly actions?: readonly { readonly label: string; readonly onClick: () => void }[];
  readonly onDismiss?: () => void;
};

export function Notice({ text, tone = 'info', actions = [], onDismiss }: NoticeProps) {
  return (
    <div className={`notice notice-${tone}`} role={tone === 'warning' ? 'alert' : 'group'} aria-label={tone === 'warning' ? undefined : say('Notice')}>
      <p>{text}</p>
      {actions.map((action) => (
        <TextButton key={action.label} onClick={action.onClick}>{action.label}</TextButton>
      ))}
      {onDismiss === undefined ? null : <IconButton label={say('Dismiss')} icon="close" size={12} onClick={onDismiss} />}
    </div>
  );
}
