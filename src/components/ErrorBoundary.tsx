/** Keeps a fault in one part of the page from taking the rest along. */
import { Component, type ReactNode } from 'react';
import { TextButton } from './TextButton.tsx';
import './Notice.css';
import { say } from '../words/say.ts';

export type ErrorBoundaryProps = {
  /** What is inside, as people call it: "The network". */
  readonly name: string;
  readonly children: ReactNode;
  readonly onError?: (error: unknown) => void;
};

type State = { readonly error: unknown };

const nothing = Symbol(say('no error'));

export class ErrorBoundary extends Component<ErrorBoundaryProps, State> {
  override state: State = { error: nothing };

  static getDerivedStateFromError(error: unknown): State {
    return { error };
  }

  override componentDidCatch(error: unknown): void {
    this.props.onError?.(error);
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === nothing) return this.props.children;
    const reason = error instanceof Error ? error.message : String(error);
    return (
      <div className="notice notice-warning" role="alert">
        <p>{say('{name} could not be shown: {reason}. The rest of the page goes on.', { name: this.props.name, reason })}</p>
        <TextButton onClick={() => this.setState({ error: nothing })}>{say('Try again')}</TextButton>
      </div>
    );
  }
}
