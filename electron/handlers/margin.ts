import { AppError } from "../ipc/app-error.ts";
import type { Handlers } from "../ipc/dispatch.ts";
import { toMarginView } from "../views/margin.ts";
import { findAssessment } from "./find-assessment.ts";
import type { Services } from "./services.ts";

export function createMarginHandlers(services: Services): Pick<Handlers, "margin.get"> {
  const { accounts, feeds } = services;
  return {
    "margin.get": (input) => {
      const account = accounts.find(input.accountId);
      if (account === null) throw new AppError("not_found", "There is no such account.");
      const assessment = findAssessment(services, account);
      if (assessment === null) throw new AppError("not_found", "The account was not read yet.");
      return toMarginView(assessment, feeds.view(account.accountId));
    },
  };
}
