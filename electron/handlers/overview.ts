import { accountId } from "#shared/domain/ids.ts";
import type { OverviewView } from "#shared/views/overview.ts";
import { assessPortfolio } from "../engine/assess-portfolio.ts";
import { VALUATION_CURRENCY } from "../exchange/snapshot-head.ts";
import type { Handlers } from "../ipc/dispatch.ts";
import { toOverviewView } from "../views/overview.ts";
import { listAlertViews } from "./alerts.ts";
import { computeEquityHistory, findEarlierEquity } from "./equity-history.ts";
import { findReadable } from "./find-assessment.ts";
import type { Services } from "./services.ts";

/** More than fit beside the table; the alerts page has them all. */
const ALERTS_SHOWN = 20;

export function createOverviewHandlers(
  services: Services,
): Pick<Handlers, "overview.get" | "overview.equityHistory"> {
  return {
    "overview.get": () => getOverview(services),
    "overview.equityHistory": ({ range }) => computeEquityHistory(services, range),
  };
}

function getOverview(services: Services): OverviewView {
  const { ports, accounts, feeds, demo } = services;
  const configured = accounts.list();
  const assessed = configured.flatMap((account) => findReadable(services, account) ?? []);
  const read = new Set(assessed.map(({ snapshot }) => snapshot.accountId));
  return toOverviewView({
    at: ports.now(),
    portfolio: assessPortfolio(assessed, VALUATION_CURRENCY),
    feedOf: (id) => feeds.view(accountId(id)),
    isDemo: (id) => configured.some((account) => account.accountId === id && account.isDemo),
    waiting: configured.filter((account) => !read.has(account.accountId)),
    alerts: listAlertViews(services, ALERTS_SHOWN),
    demo: demo.view(),
    runtime: { version: ports.version, notice: ports.runtimeNotice },
    earlier: findEarlierEquity(services),
  });
}
