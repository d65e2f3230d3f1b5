import { accountId } from "#shared/domain/ids.ts";
import { AppError } from "../ipc/app-error.ts";
import type { Handlers } from "../ipc/dispatch.ts";
import { toMarginView } from "../views/margin.ts";
import type { Services } from "./services.ts";

export function createMarginHandlers(services: Services): Pick<Handlers, "margin.get"> {
  const { accounts, assessments, feeds } = services;
  return {
    "margin.get": (input) => {
      const id = accountId(input.accountId);
      if (accounts.find(id) === null) throw new AppError("not_found", "There is no such account.");
      const assessment = assessments.findLatest(id);
      if (assessment === null) throw new AppError("not_found", "The account was not read yet.");
      return toMarginView(assessment, feeds.view(id));
    },
  };
}
