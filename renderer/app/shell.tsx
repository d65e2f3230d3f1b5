import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { flushSync } from "react-dom";
import { Route, Switch, useLocation } from "wouter";
import { toFailure } from "../bridge/bridge.ts";
import { describeFailure } from "../bridge/failure-text.ts";
import { channelQuery } from "../bridge/query.ts";
import { AccountsPage } from "../features/accounts/accounts-page.tsx";
import { AlertsPage } from "../features/alerts/alerts-page.tsx";
import { MarginPage } from "../features/margin/margin-page.tsx";
import { OverviewPage } from "../features/overview/overview-page.tsx";
import { SettingsPage } from "../features/settings/settings-page.tsx";
import { EmptyState, FailedState } from "../ui/states.tsx";
import { copyExactValue } from "./copy-exact-value.ts";
import { CommandPalette } from "./command-palette.tsx";
import { DemoBand } from "./demo-band.tsx";
import { ErrorBoundary } from "./error-boundary.tsx";
import { KeyList } from "./key-list.tsx";
import { Rail } from "./rail.tsx";
import type { Shortcut } from "./shortcuts.ts";
import styles from "./shell.module.css";
import { StatusStrip } from "./status-strip.tsx";
import { useAppEvents } from "./use-app-events.ts";
import { useSettings } from "./use-settings.ts";
import { focusFilter, useShortcuts } from "./use-shortcuts.ts";

/** What is always there: rail, demo band, status strip, keys, palette; the page in the middle. */
export function Shell() {
  const [, navigate] = useLocation();
  const [open, setOpen] = useState<"palette" | "keys" | null>(null);
  const [commandError, setCommandError] = useState<unknown>(null);
  const overview = useQuery(channelQuery("overview.get", {}));
  useAppEvents();
  useSettings();

  function perform(shortcut: Shortcut) {
    if (shortcut.kind === "go") navigate(shortcut.path);
    else if (shortcut.kind === "filter") filter();
    else setOpen(shortcut.kind);
  }
  /** The positions are filtered on the overview: from elsewhere it goes there first. */
  function filter() {
    if (focusFilter()) return;
    flushSync(() => navigate("/"));
    focusFilter();
  }
  useShortcuts(perform);

  return (
    <div className={styles["shell"]} onCopy={(event) => copyExactValue(event.nativeEvent)}>
      <DemoBand demo={overview.data?.demo} />
      <Rail />
      <main className={styles["page"]}>
        {commandError !== null && (
          <FailedState
            {...describeFailure(toFailure(commandError))}
            onRetry={() => setCommandError(null)}
          />
        )}
        <ErrorBoundary>
          <Pages />
        </ErrorBoundary>
      </main>
      <StatusStrip view={overview.data} />
      {open === "palette" && (
        <CommandPalette
          demo={overview.data?.demo}
          onClose={() => setOpen(null)}
          onPerform={perform}
          onFailure={setCommandError}
        />
      )}
      {open === "keys" && <KeyList onClose={() => setOpen(null)} />}
    </div>
  );
}

function Pages() {
  return (
    <Switch>
      <Route path="/" component={OverviewPage} />
      <Route path="/accounts/:step?/:accountId?">
        {(params) => <AccountsPage step={params.step} accountId={params.accountId} />}
      </Route>
      <Route path="/margin/:accountId?">
        {(params) => <MarginPage accountId={params.accountId} />}
      </Route>
      <Route path="/alerts" component={AlertsPage} />
      <Route path="/settings" component={SettingsPage} />
      <Route>
        <EmptyState title="No such page">Choose one on the left.</EmptyState>
      </Route>
    </Switch>
  );
}
