import { Component, type ReactNode } from "react";
import { toFailure } from "../bridge/bridge.ts";
import { describeFailure } from "../bridge/failure-text.ts";
import { FailedState } from "../ui/states.tsx";

type ErrorBoundaryProps = { children: ReactNode };
type ErrorBoundaryState = { readonly error: Error | null };

/** Says that a page failed instead of leaving an empty window. React knows boundaries as classes only. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { error: null };

  static getDerivedStateFromError(error: Error): ErrorBoundaryState {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return (
      <FailedState
        {...describeFailure(toFailure(error))}
        onRetry={() => this.setState({ error: null })}
      />
    );
  }
}
